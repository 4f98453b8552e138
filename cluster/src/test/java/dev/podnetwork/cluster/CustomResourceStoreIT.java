package dev.podnetwork.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.podnetwork.api.EniId;
import dev.podnetwork.api.InstanceId;
import dev.podnetwork.api.NodeRef;
import dev.podnetwork.api.PodRef;
import dev.podnetwork.api.PodUid;
import dev.podnetwork.api.SecurityGroupId;
import dev.podnetwork.api.VSwitchId;
import dev.podnetwork.api.VpcId;
import dev.podnetwork.api.ZoneId;
import dev.podnetwork.api.allocation.AllocatedEni;
import dev.podnetwork.api.allocation.Allocation;
import dev.podnetwork.api.allocation.AllocationPhase;
import dev.podnetwork.api.allocation.AttachMode;
import dev.podnetwork.api.allocation.Attached;
import dev.podnetwork.api.allocation.InterfaceAllocation;
import dev.podnetwork.api.allocation.InterfaceRequest;
import dev.podnetwork.core.PodNetworkAllocators;
import dev.podnetwork.fake.contract.RecordStoreContract;
import dev.podnetwork.k8s.client.KubeAccess;
import dev.podnetwork.k8s.client.KubeApi;
import dev.podnetwork.k8s.store.CustomResourceStore;
import dev.podnetwork.k8s.tree.Doc;
import dev.podnetwork.spi.CommitReply;
import dev.podnetwork.spi.Env;
import dev.podnetwork.spi.ReadReply;
import dev.podnetwork.spi.RecordStore;
import dev.podnetwork.spi.Stored;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The store on a real API server: the whole contract, and what only an API server can do to it. */
@ExtendWith(SharedCluster.class)
class CustomResourceStoreIT extends RecordStoreContract<Allocation> {
    private static final Duration SOON = Duration.ofSeconds(30);
    private static final PodRef KEY = PodRef.of("team-a", "web-0");
    private static final String PODENIS = "/apis/network.alibabacloud.com/v1beta1";

    private final LocalControlPlane cluster;
    private final Env env = PodNetworkAllocators.systemEnv(1);
    private @Nullable KubeApi api;
    private @Nullable CustomResourceStore store;

    CustomResourceStoreIT(LocalControlPlane cluster) {
        this.cluster = cluster;
    }

    @Override
    protected RecordStore<Allocation> open() {
        for (String namespace : List.of("team-a", "team-b")) {
            cluster.kubectl().apply("{apiVersion: v1, kind: Namespace, metadata: {name: " + namespace + "}}");
        }
        for (Doc.Fields each : cluster.api().list(PODENIS + "/podenis")) {
            Doc.Fields metadata = each.fields("metadata");
            String path = path(
                    metadata.text("namespace").orElseThrow(),
                    metadata.text("name").orElseThrow());
            cluster.api().merge(path, "{\"metadata\":{\"finalizers\":null}}");
            cluster.api().send("DELETE", path, null, "application/json");
        }
        try {
            api = KubeApi.open(KubeAccess.byFile(cluster.kubeconfig()), env);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        store = new CustomResourceStore(api, env);
        return store;
    }

    private CustomResourceStore store() {
        assertThat(store).isNotNull();
        return store;
    }

    @AfterEach
    void close() {
        store().close();
        api.close();
    }

    private static String path(String namespace, String name) {
        return PODENIS + "/namespaces/" + namespace + "/podenis/" + name;
    }

    @Override
    protected Allocation record(PodRef key, int head, int status) {
        var spec = InterfaceRequest.elastic(List.of(VSwitchId.of("vsw-1")), List.of(SecurityGroupId.of("sg-1")))
                .spec();
        AllocatedEni eni = new AllocatedEni(
                EniId.of("eni-1"),
                "00:16:3e:00:00:01",
                VpcId.of("vpc-1"),
                ZoneId.of("cn-hangzhou-a"),
                "10.0.0.7",
                "10.0.0.0/24",
                null,
                null);
        InterfaceAllocation one = new InterfaceAllocation(
                spec, VSwitchId.of("vsw-1"), head, eni, new Attached(AttachMode.TRUNK_MEMBER, 7, null));
        return new Allocation(
                key,
                PodUid.of("uid-1"),
                NodeRef.of("node-1"),
                ZoneId.of("cn-hangzhou-a"),
                InstanceId.of("i-1"),
                EniId.of("eni-trunk"),
                AllocationPhase.BOUND,
                false,
                false,
                Instant.parse("2026-01-01T00:00:00Z").plusSeconds(status),
                List.of(one));
    }

    @Override
    protected <T> T await(CompletionStage<T> stage) {
        try {
            return stage.toCompletableFuture().get(SOON.toSeconds(), TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new AssertionError("the store did not answer", e);
        }
    }

    @Override
    protected void requestDeletion(PodRef key) {
        cluster.api().delete(path(key.namespace(), key.name()));
    }

    private Stored<Allocation> stored() {
        return ((ReadReply.Found<Allocation>) await(store().read(KEY))).stored();
    }

    @Test
    void whatOthersPutOnARecordSurvivesOurWrites() {
        await(store().create(KEY, record(KEY, 1, 1)));
        cluster.api()
                .merge(
                        path("team-a", "web-0"),
                        "{\"metadata\":{\"labels\":{\"team\":\"x\"},\"annotations\":{\"note\":\"y\"},"
                                + "\"finalizers\":[\"pod-eni\",\"example.com/other\"]}}");

        await(store().update(stored(), record(KEY, 2, 2)));

        Doc.Fields metadata = cluster.api().get(path("team-a", "web-0")).fields("metadata");
        assertThat(metadata.fields("labels").text("team")).contains("x");
        assertThat(metadata.fields("annotations").text("note")).contains("y");
        assertThat(metadata.texts("finalizers")).containsExactly("pod-eni", "example.com/other");
        assertThat(await(store().remove(stored()))).isInstanceOf(CommitReply.Committed.class);
        assertThat(cluster.api().get(path("team-a", "web-0")).fields("metadata").texts("finalizers"))
                .as("both of our finalizers go, those of others stay")
                .containsExactly("example.com/other");
        cluster.api().merge(path("team-a", "web-0"), "{\"metadata\":{\"finalizers\":null}}");
    }

    @Test
    void changesOfOthersAreToldAndOurOwnAreNot() {
        Set<PodRef> told = ConcurrentHashMap.newKeySet();
        store().listen(told::add);
        store().start();
        Await.until("the watch", SOON, store()::synced);
        await(store().create(KEY, record(KEY, 1, 1)));
        for (int i = 2; i < 12; i++) {
            await(store().update(stored(), record(KEY, i, i)));
        }
        PodRef other = PodRef.of("team-b", "other");
        CustomResourceStore second = new CustomResourceStore(api, env);
        await(second.create(other, record(other, 1, 1)));

        Await.until("the change of the other", SOON, () -> told.contains(other));
        assertThat(told).containsExactly(other);
        cluster.api().merge(path("team-a", "web-0"), "{\"metadata\":{\"labels\":{\"a\":\"b\"}}}");
        Await.until("the label", SOON, () -> told.contains(KEY));
        await(second.remove(((ReadReply.Found<Allocation>) await(second.read(other))).stored()));
        second.close();
    }

    @Test
    void aListOfManyPagesIsComplete() {
        for (int i = 0; i < 520; i++) {
            PodRef key = PodRef.of("team-a", "many-" + i);
            assertThat(await(store().create(key, record(key, 1, 1)))).isInstanceOf(CommitReply.Committed.class);
        }
        var listed = (dev.podnetwork.spi.ListReply.Listed<Allocation>) await(store().list());
        assertThat(listed.records()).hasSize(520);
        assertThat(listed.storeTime())
                .isBetween(Instant.now().minusSeconds(5), Instant.now().plusSeconds(5));
    }

    @Test
    void anApiServerThatIsAwayIsUnavailableAndSaysNothingAboutRecords() throws IOException {
        var nowhere = cluster.state().write("kubeconfig-nowhere", """
                apiVersion: v1
                kind: Config
                clusters: [{name: local, cluster: {server: "https://127.0.0.1:1", insecure-skip-tls-verify: true}}]
                users: [{name: user, user: {token: "none"}}]
                contexts: [{name: local, context: {cluster: local, user: user}}]
                current-context: local
                """);
        KubeApi away = KubeApi.open(KubeAccess.byFile(nowhere), env);
        CustomResourceStore lost = new CustomResourceStore(away, env);
        assertThat(await(lost.read(KEY))).isInstanceOf(ReadReply.Unavailable.class);
        assertThat(await(lost.create(KEY, record(KEY, 1, 1)))).isInstanceOf(CommitReply.Unavailable.class);
        assertThat(await(lost.list())).isInstanceOf(dev.podnetwork.spi.ListReply.Unavailable.class);
        lost.close();
        away.close();
    }
}
