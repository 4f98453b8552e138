package dev.podnetwork.k8s.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.podnetwork.api.PodRef;
import dev.podnetwork.api.ZoneId;
import dev.podnetwork.core.admission.ClusterSettings;
import dev.podnetwork.core.admission.RequestContext;
import dev.podnetwork.core.config.EniConfig;
import dev.podnetwork.core.config.EniConfigReader;
import dev.podnetwork.core.match.PodNetworkingMatcher;
import dev.podnetwork.k8s.client.JsonTrees;
import dev.podnetwork.k8s.tree.Doc;
import dev.podnetwork.k8s.tree.DocumentException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Reviews as JSON; what is decided is tested in core.admission. */
class AdmissionReviewsTest {
    private static final String POLICY = """
            {"metadata":{"name":"p"},"spec":{"eniOptions":{"eniType":"ENI"},"securityGroupIDs":["sg-1"],"vSwitchOptions":["vsw-1"]%s}}""";

    private final List<String> heard = new ArrayList<>();
    private final AtomicBoolean askedForZone = new AtomicBoolean();
    private final AdmissionReviews reviews =
            new AdmissionReviews(new NoPolicies(ClusterSettings.DEFAULT, askedForZone), new AdmissionListener() {
                @Override
                public void answered(String kind, AdmissionResponse response) {
                    heard.add(kind + " " + response.code());
                }
            });

    @Test
    void otherKindsAreNotOurs() {
        for (boolean mutating : List.of(true, false)) {
            Doc.Fields response = ask(mutating, "v1", "ConfigMap", "CREATE", "{\"metadata\":{\"name\":\"c\"}}", null);
            assertThat(response.flag("allowed")).contains(true);
            assertThat(response.fields("status").text("message")).contains("not care");
        }
    }

    @Test
    void theAnswerHasTheVersionAndTheIdOfTheQuestion() {
        byte[] question = review(
                "v1beta1", "Pod", "CREATE", "{\"metadata\":{\"name\":\"x\"},\"spec\":{\"containers\":[{}]}}", null);
        Doc.Fields answer = JsonTrees.object(reviews.mutating(question).getBytes(StandardCharsets.UTF_8));
        assertThat(answer.text("apiVersion")).contains("admission.k8s.io/v1beta1");
        assertThat(answer.fields("response").text("uid")).contains("u-1");
        assertThat(heard).containsExactly("Pod 200");
    }

    @Test
    void aPodThatCannotBeReadIsRefusedAndSaysWhy() {
        Doc.Fields response = ask(true, "v1", "Pod", "CREATE", "{\"metadata\":{\"labels\":[1]}}", null);
        assertThat(response.flag("allowed")).contains(false);
        assertThat(response.fields("status").whole("code")).contains(500L);
        assertThat(response.fields("status").text("message").orElse("")).contains("labels");
    }

    @Test
    void aSubresourceOfAPodIsNotAPod() {
        String question = new String(
                        review("v1", "Pod", "UPDATE", "{\"metadata\":{\"labels\":[1]}}", null), StandardCharsets.UTF_8)
                .replace("\"operation\"", "\"subResource\":\"status\",\"operation\"");
        Doc.Fields answer = JsonTrees.object(
                reviews.mutating(question.getBytes(StandardCharsets.UTF_8)).getBytes(StandardCharsets.UTF_8));
        assertThat(answer.fields("response").fields("status").text("message")).contains("not care");
    }

    @Test
    void aDefaultPodOfACentralClusterGetsAPatch() {
        AdmissionReviews central = new AdmissionReviews(
                new NoPolicies(
                        new ClusterSettings(true, true, true, false, ClusterSettings.DEFAULT.fixedNames()),
                        askedForZone),
                AdmissionListener.NONE);
        byte[] question = review(
                "v1",
                "Pod",
                "CREATE",
                "{\"metadata\":{\"generateName\":\"x-\"},\"spec\":{\"containers\":[{\"name\":\"c\"}]}}",
                null);
        Doc.Fields response = JsonTrees.object(central.mutating(question).getBytes(StandardCharsets.UTF_8))
                .fields("response");
        assertThat(response.text("patchType")).contains("JSONPatch");
        String patch =
                new String(Base64.getDecoder().decode(response.text("patch").orElse("")), StandardCharsets.UTF_8);
        assertThat(patch).contains("k8s.aliyun.com~1pod-eni", "\"aliyun/member-eni\":\"1\"");
    }

    @Test
    void onlyAFixedAddressMakesUsAskWhereThePodWas() {
        AdmissionReviews stateful =
                new AdmissionReviews(new NoPolicies(ClusterSettings.DEFAULT, askedForZone), AdmissionListener.NONE);
        for (String type : List.of("", "Elastic", "Fixed")) {
            askedForZone.set(false);
            String networks =
                    "{\\\"podNetworks\\\":[{\\\"vSwitchOptions\\\":[\\\"vsw-1\\\"],\\\"securityGroupIDs\\\":[\\\"sg-1\\\"],"
                            + "\\\"interface\\\":\\\"eth0\\\",\\\"allocationType\\\":{\\\"type\\\":\\\"" + type
                            + "\\\",\\\"releaseStrategy\\\":\\\"Never\\\"}}]}";
            String annotations = type.isEmpty()
                    ? ""
                    : "\"annotations\":{\"k8s.aliyun.com/pod-eni\":\"true\",\"k8s.aliyun.com/pod-networks\":\""
                            + networks + "\"},";
            String pod = "{\"metadata\":{\"name\":\"web-0\"," + annotations
                    + "\"ownerReferences\":[{\"kind\":\"StatefulSet\",\"name\":\"web\"}]},\"spec\":{\"containers\":[{\"name\":\"c\"}]}}";
            String answer = stateful.mutating(review("v1", "Pod", "CREATE", pod, null));
            assertThat(answer).contains("\"allowed\":true");
            assertThat(askedForZone.get())
                    .as("asked for a pod of type '" + type + "'")
                    .isEqualTo(type.equals("Fixed"));
        }
    }

    @Test
    void aPodThatCanOnlyGoToExclusiveNodesAsksForAnEni_W15() {
        String affinity = "{\"affinity\":{\"nodeAffinity\":{\"requiredDuringSchedulingIgnoredDuringExecution\":"
                + "{\"nodeSelectorTerms\":[{\"matchFields\":[{\"key\":\"metadata.name\",\"operator\":\"In\",\"values\":"
                + "[\"%s-1\"]}]}]}}},\"containers\":[{\"name\":\"c\"}]}";
        String pod =
                "{\"metadata\":{\"generateName\":\"agent-\",\"ownerReferences\":[{\"kind\":\"DaemonSet\",\"name\":\"agent\"}]},"
                        + "\"spec\":%s}";
        Doc.Fields there = ask(true, "v1", "Pod", "CREATE", pod.formatted(affinity.formatted("exclusive")), null);
        String patch = new String(Base64.getDecoder().decode(there.text("patch").orElse("")), StandardCharsets.UTF_8);
        assertThat(patch).contains("\"aliyun/eni\":\"1\"");
        Doc.Fields elsewhere = ask(true, "v1", "Pod", "CREATE", pod.formatted(affinity.formatted("shared")), null);
        assertThat(elsewhere.text("patch")).isEmpty();
    }

    @Test
    void anUpdateIsRefusedForWhatItBringsInOnly() {
        String bad = POLICY.formatted(",\"allocationType\":{\"type\":\"Fixed\"}");
        assertThat(ask(false, "v1", "PodNetworking", "CREATE", bad, null).flag("allowed"))
                .contains(false);
        assertThat(ask(false, "v1", "PodNetworking", "UPDATE", bad, POLICY.formatted(""))
                        .flag("allowed"))
                .contains(false);
        Doc.Fields known = ask(false, "v1", "PodNetworking", "UPDATE", bad, bad);
        assertThat(known.flag("allowed")).contains(true);
        assertThat(known.texts("warnings")).anyMatch(text -> text.contains("releaseStrategy"));
    }

    @Test
    void aPolicyThatIsBeingDeletedMayAlwaysBeUpdated() {
        String deleted = POLICY.formatted(",\"allocationType\":{\"type\":\"Fixed\"}")
                .replace("\"name\":\"p\"", "\"name\":\"p\",\"deletionTimestamp\":\"2026-01-01T00:00:00Z\"");
        assertThat(ask(false, "v1", "PodNetworking", "UPDATE", deleted, POLICY.formatted(""))
                        .flag("allowed"))
                .contains(true);
    }

    @Test
    void whatIsNoReviewIsSaidToBeNone() {
        assertThatThrownBy(() -> reviews.mutating("{\"kind\":\"Pod\"}".getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(DocumentException.class)
                .hasMessageContaining("request.uid");
    }

    private Doc.Fields ask(
            boolean mutating, String version, String kind, String operation, String object, @Nullable String before) {
        byte[] question = review(version, kind, operation, object, before);
        String answer = mutating ? reviews.mutating(question) : reviews.validating(question);
        return JsonTrees.object(answer.getBytes(StandardCharsets.UTF_8)).fields("response");
    }

    private static byte[] review(
            String version, String kind, String operation, String object, @Nullable String before) {
        return """
                {"apiVersion":"admission.k8s.io/%s","kind":"AdmissionReview","request":{"uid":"u-1","kind":{"group":"","version":"v1","kind":"%s"},
                 "operation":"%s","namespace":"default","object":%s,"oldObject":%s}}""".formatted(version, kind, operation, object, before).getBytes(StandardCharsets.UTF_8);
    }

    /** A cluster without policies. */
    private record NoPolicies(ClusterSettings settings, AtomicBoolean askedForZone) implements AdmissionFacts {
        @Override
        public RequestContext context(String namespace) {
            return RequestContext.atAdmission(PodNetworkingMatcher.of(List.of()), eniConfig(), settings);
        }

        @Override
        public EniConfig eniConfig() {
            return EniConfigReader.read(
                            Map.of("vswitches", Map.of("zone-a", List.of("vsw-1")), "security_group", "sg-1"))
                    .config();
        }

        @Override
        public Optional<ZoneId> previousZone(PodRef pod, List<String> ownerKinds) {
            askedForZone.set(true);
            return Optional.empty();
        }

        @Override
        public boolean isExclusive(String node) {
            return node.startsWith("exclusive-");
        }

        @Override
        public List<ZoneId> virtualNodeZones() {
            return List.of();
        }
    }
}
