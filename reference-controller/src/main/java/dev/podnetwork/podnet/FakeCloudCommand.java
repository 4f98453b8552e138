package dev.podnetwork.podnet;

import dev.podnetwork.api.InstanceId;
import dev.podnetwork.fake.FakeCloud;
import dev.podnetwork.fake.wire.FakeOpenApiServer;
import dev.podnetwork.fake.wire.WallClock;
import dev.podnetwork.fake.wire.gate.FakeAccessKey;
import dev.podnetwork.podnet.input.Sources;
import dev.podnetwork.podnet.planner.DeclaredCloud;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code podnet fake-cloud}: the fake cloud over HTTP, for any client of the OpenAPI. */
@Command(
        name = "fake-cloud",
        description = {
            "Serves a fake Alibaba Cloud over HTTP until it is interrupted: ECS interfaces and facts, vSwitches, and the metadata "
                    + "service of one instance. Real clients work unchanged; every signature is checked."
        },
        mixinStandardHelpOptions = true,
        versionProvider = Podnet.Version.class)
final class FakeCloudCommand implements Callable<Integer> {
    /** What is there when no file says otherwise. */
    private static final String DEFAULT_DATA = """
            apiVersion: podnetwork.dev/v1alpha1
            kind: Cloud
            spec:
              vpc: vpc-1
              vSwitches:
              - {id: vsw-a, zone: cn-hangzhou-i, cidr: 10.0.0.0/19, ipv6Cidr: "fd00:0:0:1::/64"}
              - {id: vsw-b, zone: cn-hangzhou-j, cidr: 10.0.32.0/19}
              securityGroups:
              - {id: sg-1}
              instances:
              - {id: i-1, type: ecs.g7.xlarge, zone: cn-hangzhou-i}
              - {id: i-2, type: ecs.g7.xlarge, zone: cn-hangzhou-j}
            """;

    @Option(names = "--port", description = "Where to listen; 0, the default, is any free port.")
    private int port;

    @Option(names = "--data", paramLabel = "FILE.yaml", description = "A document of kind Cloud; see docs/simulate.md.")
    private @Nullable String data;

    @Option(
            names = "--key",
            paramLabel = "ID:SECRET",
            description = "A key that clients may sign with; may be repeated. Default: fake-key:fake-secret.")
    private List<String> keys = List.of();

    @Option(
            names = "--allow",
            paramLabel = "ACTION",
            split = ",",
            description = "What the keys may call, such as ecs:CreateNetworkInterface,vpc:*. Default: everything.")
    private List<String> allowed = List.of("*");

    @Option(
            names = "--listen-on",
            paramLabel = "ADDRESS",
            description = "Another address than loopback, such as 0.0.0.0: lets other machines in.")
    private @Nullable String address;

    @Option(names = "--metadata-of", paramLabel = "INSTANCE", description = "Whose metadata is at /latest/meta-data/.")
    private @Nullable String instance;

    @Option(names = "--role", paramLabel = "NAME", description = "The RAM role of that instance.")
    private @Nullable String role;

    @Option(
            names = "--bandwidth-package",
            paramLabel = "ID",
            description = "A shared bandwidth package for EIPs to join; may be repeated.")
    private List<String> packages = List.of();

    @Option(
            names = "--token-file",
            paramLabel = "FILE",
            description = "Writes there what an ACK add-on finds at /var/addon/token-config, with a key for 24 hours.")
    private @Nullable String tokenFile;

    @Option(
            names = "--refuse-repeats",
            description = {
                "Refuses an attach of what is attached just so already, and a detach of what is detached. By default both are",
                "taken and nothing is done: the control plane of today sends them again until it sees their end."
            })
    private boolean refuseRepeats;

    @Option(names = "--region", description = "The region that the metadata names; default: ${DEFAULT-VALUE}.")
    private String region = "cn-hangzhou";

    @Option(names = "--seed", description = "Decides what chance decides; default: ${DEFAULT-VALUE}.")
    private long seed = 1;

    @CommandLine.Spec
    @SuppressWarnings("NullAway.Init")
    private CommandLine.Model.CommandSpec spec;

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        try (WallClock clock = new WallClock();
                FakeOpenApiServer server = start(clock, out)) {
            if (tokenFile != null) {
                server.writeTokenConfig(Path.of(tokenFile), Duration.ofHours(24));
            }
            introduce(server, out);
            new CountDownLatch(1).await();
        } catch (InterruptedException stop) {
            // Asked to end: closing is all there is to do.
            Thread.currentThread().interrupt();
        } catch (UncheckedIOException e) {
            throw new CommandLine.ParameterException(spec.commandLine(), String.valueOf(e.getMessage()));
        }
        return 0;
    }

    private FakeOpenApiServer start(WallClock clock, PrintWriter out) {
        String file = data;
        List<Sources.Source> sources = file == null
                ? List.of(new Sources.Source("the built-in data", DEFAULT_DATA))
                : Sources.read(List.of(file), System.in);
        FakeCloud cloud = DeclaredCloud.open(sources, clock, seed);
        packages.forEach(cloud::addBandwidthPackage);
        FakeOpenApiServer.Builder builder = FakeOpenApiServer.of(cloud)
                .port(port)
                .address(address())
                .region(region)
                .log(call -> {
                    out.println(call);
                    out.flush();
                });
        accessKeys().forEach(builder::key);
        if (!refuseRepeats) {
            builder.takeRepeats();
        }
        if (instance != null) {
            if (!cloud.inspect().hasInstance(InstanceId.of(instance))) {
                throw new CommandLine.ParameterException(
                        spec.commandLine(), "--metadata-of names " + instance + ", and there is no such instance");
            }
            builder.metadata(InstanceId.of(instance), role);
        }
        return builder.start();
    }

    private List<FakeAccessKey> accessKeys() {
        List<FakeAccessKey> all = new ArrayList<>();
        for (String key : keys.isEmpty() ? List.of("fake-key:fake-secret") : keys) {
            int colon = key.indexOf(':');
            if (colon < 1 || colon == key.length() - 1) {
                throw new CommandLine.ParameterException(spec.commandLine(), "--key takes ID:SECRET");
            }
            all.add(FakeAccessKey.of(key.substring(0, colon), key.substring(colon + 1))
                    .allowing(allowed));
        }
        return all;
    }

    private InetAddress address() {
        try {
            return address == null ? InetAddress.getLoopbackAddress() : InetAddress.getByName(address);
        } catch (UnknownHostException e) {
            throw new CommandLine.ParameterException(spec.commandLine(), "--listen-on " + address + " is no address");
        }
    }

    private void introduce(FakeOpenApiServer server, PrintWriter out) {
        String host = server.endpoint();
        FakeAccessKey key = accessKeys().get(0);
        out.println("fake cloud on http://" + host);
        out.println("  access key id " + key.id() + ", secret " + (keys.isEmpty() ? key.secret() : "as given"));
        out.println("point a client at it:");
        out.println("  Java SDK   new Config().setEndpoint(\"" + host + "\").setProtocol(\"http\")");
        out.println("  Go SDK     ECS_ENDPOINT=" + host + " VPC_ENDPOINT=" + host + " ALICLOUD_CLIENT_SCHEME=HTTP");
        out.println(
                "  metadata   http://" + host + "/latest/meta-data/" + (instance == null ? " (--metadata-of)" : ""));
        out.println("every call is a line below; end with Ctrl-C");
        out.flush();
    }
}
