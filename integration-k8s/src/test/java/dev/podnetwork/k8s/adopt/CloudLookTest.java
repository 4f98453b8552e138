package dev.podnetwork.k8s.adopt;

import static org.assertj.core.api.Assertions.assertThat;

import dev.podnetwork.api.EniId;
import dev.podnetwork.api.cloud.CloudOp;
import dev.podnetwork.api.cloud.CloudReply;
import dev.podnetwork.fake.sim.SimWorld;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
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
}
