package dev.podnetwork.core.serving;

import static dev.podnetwork.core.serving.ServingApi.ECS;
import static dev.podnetwork.core.serving.ServingApi.EFLO;
import static dev.podnetwork.core.serving.ServingApi.EFLO_HDENI;
import static org.assertj.core.api.Assertions.assertThat;

import dev.podnetwork.api.EniId;
import dev.podnetwork.api.allocation.EnoApi;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class ServingApiTest {
    private static final EniId ENI = EniId.of("eni-1");
    private static final EniId LENI = EniId.of("leni-1");
    private static final EniId HDENI = EniId.of("hdeni-1");

    private static ServingApi of(String annotation, EniId eni) {
        return ServingApi.of(EnoApi.lingjun(annotation), eni);
    }

    @Test
    void theAnnotationNamesTheApiWhateverTheInterfaceIsCalled_F13() {
        for (EniId each : new EniId[] {ENI, LENI, HDENI}) {
            assertThat(of("ecs", each)).isEqualTo(ECS);
            assertThat(of("ecs-hdeni", each)).isEqualTo(ECS);
            assertThat(of("hdeni", each)).isEqualTo(EFLO_HDENI);
        }
    }

    @Test
    void withoutAnAnnotationOrWithAnUnknownOneTheNameOfTheInterfaceDecides_F13() {
        for (String annotation : new String[] {null, " ", "eflo-next"}) {
            assertThat(of(annotation, ENI)).isEqualTo(ECS);
            assertThat(of(annotation, LENI)).isEqualTo(EFLO);
            assertThat(of(annotation, HDENI)).isEqualTo(EFLO_HDENI);
        }
        assertThat(ServingApi.of(EnoApi.NONE, LENI)).isEqualTo(EFLO);
    }

    @Test
    void whatIsToBeMadeFollowsTheNode_F13() {
        assertThat(ServingApi.ofNode(EnoApi.NONE)).isEqualTo(ECS);
        assertThat(ServingApi.ofNode(EnoApi.lingjun(null))).isEqualTo(EFLO);
        assertThat(ServingApi.ofNode(EnoApi.lingjun("eflo-next"))).isEqualTo(EFLO);
        assertThat(ServingApi.ofNode(EnoApi.lingjun("ecs"))).isEqualTo(ECS);
        assertThat(ServingApi.ofNode(EnoApi.lingjun("ecs-hdeni"))).isEqualTo(ECS);
        assertThat(ServingApi.ofNode(EnoApi.lingjun("hdeni"))).isEqualTo(EFLO_HDENI);
    }

    @Test
    void theAnnotationOfANodeThatIsNoLingjunNodeMeansNothing() {
        EnoApi ordinary = new EnoApi(false, "hdeni");
        assertThat(ordinary).isEqualTo(EnoApi.NONE);
        assertThat(ServingApi.ofNode(ordinary)).isEqualTo(ECS);
    }

    @Test
    void eachApiHasItsDeadlineAndItsFirstLook_K8() {
        assertThat(AttachTimes.of(ECS, ENI)).isEqualTo(times(120, 3));
        assertThat(AttachTimes.of(ECS, LENI)).isEqualTo(times(180, 4));
        assertThat(AttachTimes.of(ECS, HDENI)).isEqualTo(times(180, 4));
        assertThat(AttachTimes.of(EFLO, LENI)).isEqualTo(times(300, 18));
        assertThat(AttachTimes.of(EFLO, ENI).deadline()).isEqualTo(Duration.ofMinutes(2));
        assertThat(AttachTimes.of(EFLO_HDENI, HDENI)).isEqualTo(times(300, 18));
    }

    private static AttachTimes times(int deadline, int firstLook) {
        return new AttachTimes(Duration.ofSeconds(deadline), Duration.ofSeconds(firstLook));
    }
}
