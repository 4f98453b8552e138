package dev.podnetwork.k8s.adopt;

import static org.assertj.core.api.Assertions.assertThat;

import dev.podnetwork.api.EniId;
import dev.podnetwork.api.InstanceId;
import dev.podnetwork.api.VSwitchId;
import dev.podnetwork.api.VpcId;
import dev.podnetwork.api.ZoneId;
import dev.podnetwork.api.cloud.CloudOp;
import dev.podnetwork.api.cloud.CloudReply;
import dev.podnetwork.api.cloud.LeniDescription;
import dev.podnetwork.api.cloud.LeniOp;
import dev.podnetwork.api.cloud.LeniStatus;
import dev.podnetwork.fake.sim.SimWorld;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class CloudLookTest {

    @Test
    void whatRecordsNameIsAskedForAHundredAtATimeAndSamplesAreNot() {
        Site site = new Site();
        for (int i = 0; i < 250; i++) {
            site.records.add(Site.object(
                    Site.BOUND.replace("name: web-0", "name: web-" + i).replace("eni-1", "eni-" + i)));
        }
        site.records.add(Site.object(Site.BOUND.replace("id: eni-1\n", "id: \"eni-****\"\n")));
        List<List<EniId>> asked = new ArrayList<>();
        ClusterFacts facts = new CloudLook(
                        op -> {
                            asked.add(((CloudOp.DescribeEnis) op).filter().ids());
                            return CompletableFuture.completedFuture(
                                    new CloudReply.EniPage(List.of(), null, Instant.EPOCH));
                        },
                        new SimWorld(1).start("look"))
                .at(site.facts());

        assertThat(asked).extracting(List::size).containsExactly(100, 100, 50);
        assertThat(asked).allSatisfy(ids -> assertThat(ids).doesNotContain(EniId.of("eni-****")));
        assertThat(AdoptionPlanner.plan(facts).lines().get(0).reason()).startsWith("the cloud has no eni-0");
    }

    @Test
    void eachInterfaceIsAskedForWhereItIsServed() {
        Site site = new Site();
        site.records.add(Site.object(Site.BOUND.replace("eni-1", "leni-1")));
        site.records.add(Site.object(Site.BOUND
                .replace("eni-1", "leni-2")
                .replace("annotations: {", "annotations: {k8s.aliyun.com/eno-api: ecs, ")));
        site.records.add(Site.object(Site.BOUND.replace("eni-1", "hdeni-3")));
        List<String> asked = new ArrayList<>();
        ClusterFacts facts = new CloudLook(
                        op -> CompletableFuture.completedFuture(answer(op, asked)), new SimWorld(1).start("look"))
                .at(site.facts());

        assertThat(asked).containsExactly("DescribeNetworkInterfaces [leni-2]", "ListElasticNetworkInterfaces leni-1");
        assertThat(facts.described("leni-1").orElseThrow().attachment().instance())
                .isEqualTo(InstanceId.of("e01-1"));
    }

    private static CloudReply answer(CloudOp op, List<String> asked) {
        if (op instanceof LeniOp.DescribeLenis lingjun) {
            asked.add(op.api() + " " + lingjun.leni());
            LeniDescription leni = new LeniDescription(
                    lingjun.leni(),
                    true,
                    LeniStatus.AVAILABLE,
                    InstanceId.of("e01-1"),
                    VpcId.of("vpc-1"),
                    VSwitchId.of("vsw-1"),
                    ZoneId.of("cn-hangzhou-a"),
                    null,
                    "10.0.0.7",
                    "",
                    Map.of(),
                    Instant.EPOCH);
            return new CloudReply.LeniPage(List.of(leni), 1, Instant.EPOCH);
        }
        asked.add(op.api() + " " + ((CloudOp.DescribeEnis) op).filter().ids());
        return new CloudReply.EniPage(List.of(), null, Instant.EPOCH);
    }
}
