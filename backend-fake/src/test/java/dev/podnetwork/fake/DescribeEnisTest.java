package dev.podnetwork.fake;

import static dev.podnetwork.fake.FakeScene.NODE;
import static dev.podnetwork.fake.FakeScene.SG;
import static dev.podnetwork.fake.FakeScene.VPC;
import static org.assertj.core.api.Assertions.assertThat;

import dev.podnetwork.api.EniId;
import dev.podnetwork.api.VSwitchId;
import dev.podnetwork.api.VpcId;
import dev.podnetwork.api.cloud.CloudOp;
import dev.podnetwork.api.cloud.CloudReply;
import dev.podnetwork.api.cloud.EniDescription;
import dev.podnetwork.api.cloud.EniFilter;
import dev.podnetwork.api.cloud.EniStatus;
import dev.podnetwork.api.cloud.TrafficMode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DescribeEnisTest {
    private static final VSwitchId BIG = VSwitchId.of("vsw-big");
    private static final Map<String, String> TAG = Map.of("ack.aliyun.com", "c1");

    private final FakeScene scene = FakeScene.quick();

    @Test
    void pagesAreFilledUpToFiveHundredAndTheLastHasNoToken() {
        List<EniId> made = fill(1_203);

        List<CloudReply.EniPage> pages = pages(EniFilter.inVSwitch(BIG), 500);

        assertThat(pages).extracting(page -> page.enis().size()).containsExactly(500, 500, 203);
        assertThat(ids(pages)).containsExactlyElementsOf(made);
        assertThat(pages(EniFilter.inVSwitch(BIG), 9_999).get(0).enis()).hasSize(500);
        assertThat(pages(EniFilter.inVSwitch(BIG), 1).get(0).enis()).hasSize(10);
    }

    @Test
    void aFilterByTagSeesAThousandAndAListOfTagsSeesThemAll() {
        List<EniId> made = fill(1_010);

        assertThat(ids(pages(EniFilter.tagged("ack.aliyun.com", "c1"), 500))).hasSize(1_000);
        Map<EniId, Map<String, String>> listed = new LinkedHashMap<>();
        String token = null;
        do {
            CloudOp op = new CloudOp.ListTags(List.of(), TAG, token);
            CloudReply.TagPage page = (CloudReply.TagPage) scene.cloud.call(op);
            listed.putAll(page.tags());
            token = page.nextToken();
        } while (token != null);
        assertThat(listed.keySet()).containsExactlyElementsOf(made);
    }

    @Test
    void interfacesThatComeAndGoBetweenPagesDisturbNoOther() {
        List<EniId> made = fill(30);
        CloudReply.EniPage first = page(EniFilter.inVSwitch(BIG), null, 10);
        scene.cloud.vanish(made.get(3));
        scene.cloud.vanish(made.get(15));
        fill(1);

        List<EniId> rest = new ArrayList<>();
        String token = first.nextToken();
        while (token != null) {
            CloudReply.EniPage next = page(EniFilter.inVSwitch(BIG), token, 10);
            next.enis().forEach(eni -> rest.add(eni.id()));
            token = next.nextToken();
        }

        assertThat(rest).hasSize(20).doesNotContain(made.get(15)).contains(made.get(10), made.get(29));
    }

    @Test
    void aTokenIsGoodForItsOwnQueryOnly() {
        fill(30);
        String token = page(EniFilter.inVSwitch(BIG), null, 10).nextToken();

        assertThat(scene.codeOf(new CloudOp.DescribeEnis(EniFilter.inVpc(VPC), token, 10)))
                .isEqualTo("InvalidParameter");
        assertThat(scene.codeOf(new CloudOp.DescribeEnis(EniFilter.inVSwitch(BIG), "nonsense", 10)))
                .isEqualTo("InvalidParameter");
    }

    @Test
    void readsLagByUpToTheBoundAndNoMore() {
        Latency zero = Latency.ZERO;
        Latency lag = Latency.millis(3_000, 3_000);
        FakeScene lagging = new FakeScene(FakeCloudConfig.lenient()
                .withLatencies(new FakeLatencies(zero, zero, zero, zero, zero, zero, zero, lag)));
        lagging.pass(Duration.ofMinutes(1));
        EniId id = lagging.created();

        assertThat(lagging.describe(EniFilter.byIds(List.of(id)))).isEmpty();
        assertThat(free(lagging)).isEqualTo(252);
        lagging.pass(Duration.ofSeconds(3));
        assertThat(lagging.describe(EniFilter.byIds(List.of(id)))).hasSize(1);
        assertThat(free(lagging)).isEqualTo(251);

        lagging.accepted(new CloudOp.AttachEni(id, NODE, null, null));
        lagging.pass(Duration.ofSeconds(1));
        lagging.accepted(new CloudOp.DetachEni(id, NODE, null));
        lagging.pass(Duration.ofMillis(2_500));
        EniDescription seen = lagging.describe(EniFilter.onInstance(NODE)).stream()
                .filter(eni -> eni.id().equals(id))
                .findFirst()
                .orElseThrow();
        assertThat(seen.status()).isEqualTo(EniStatus.IN_USE);
        assertThat(lagging.status(id)).isEqualTo(EniStatus.AVAILABLE);

        lagging.cloud.vanish(id);
        lagging.pass(Duration.ofMillis(2_999));
        assertThat(lagging.describe(EniFilter.byIds(List.of(id)))).hasSize(1);
        lagging.pass(Duration.ofMillis(1));
        assertThat(lagging.describe(EniFilter.byIds(List.of(id)))).isEmpty();
        assertThat(lagging.describe(EniFilter.inVSwitch(FakeScene.VSW))).isEmpty();
    }

    @Test
    void allPartsOfAFilterMustHold() {
        EniId attached = scene.attached(NODE, null);
        EniId free = scene.created();

        EniFilter both =
                new EniFilter(List.of(attached, free), NODE, null, EniStatus.IN_USE, VPC, FakeScene.VSW, Map.of());
        assertThat(scene.describe(both)).extracting(EniDescription::id).containsExactly(attached);
        EniFilter elsewhere = new EniFilter(List.of(attached, free), null, null, null, null, BIG, Map.of());
        assertThat(scene.describe(elsewhere)).isEmpty();
    }

    @Test
    void vSwitchesComeFiftyToAPage() {
        for (int i = 0; i < 100; i++) {
            scene.cloud.addVSwitch(FakeVSwitch.of("vsw-x" + i, "vpc-9", "zone-a", "10.0." + i + ".0/24"));
        }
        VpcId vpc = VpcId.of("vpc-9");
        CloudReply.VSwitchPage second =
                (CloudReply.VSwitchPage) scene.cloud.call(new CloudOp.DescribeVSwitches(null, vpc, 2));

        assertThat(second.totalCount()).isEqualTo(100);
        assertThat(second.vSwitches()).hasSize(50);
        assertThat(scene.cloud.call(new CloudOp.DescribeVSwitches(null, vpc, 3)))
                .isEqualTo(new CloudReply.VSwitchPage(List.of(), 100));
    }

    private List<EniId> fill(int count) {
        if (scene.cloud.inspect().uses().stream().noneMatch(use -> use.id().equals(BIG))) {
            scene.cloud.addVSwitch(FakeVSwitch.of("vsw-big", "vpc-1", "zone-a", "10.128.0.0/16"));
        }
        List<EniId> made = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            CloudOp op = new CloudOp.CreateEni(
                    BIG, List.of(SG), 0, true, null, TrafficMode.STANDARD, TAG, scene.freshToken());
            made.add(((CloudReply.EniCreated) scene.cloud.call(op)).eni().id());
        }
        return made;
    }

    private CloudReply.EniPage page(EniFilter filter, String token, int max) {
        return (CloudReply.EniPage) scene.cloud.call(new CloudOp.DescribeEnis(filter, token, max));
    }

    private List<CloudReply.EniPage> pages(EniFilter filter, int max) {
        List<CloudReply.EniPage> pages = new ArrayList<>();
        String token = null;
        do {
            pages.add(page(filter, token, max));
            token = pages.get(pages.size() - 1).nextToken();
        } while (token != null);
        return pages;
    }

    private static List<EniId> ids(List<CloudReply.EniPage> pages) {
        List<EniId> ids = new ArrayList<>();
        pages.forEach(page -> page.enis().forEach(eni -> ids.add(eni.id())));
        return ids;
    }

    private static long free(FakeScene scene) {
        CloudOp op = new CloudOp.DescribeVSwitches(FakeScene.VSW, null, 1);
        return ((CloudReply.VSwitchPage) scene.cloud.call(op))
                .vSwitches()
                .get(0)
                .availableIpv4();
    }
}
