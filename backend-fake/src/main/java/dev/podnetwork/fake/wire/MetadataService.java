package dev.podnetwork.fake.wire;

import dev.podnetwork.api.InstanceId;
import dev.podnetwork.api.cloud.CloudOp;
import dev.podnetwork.api.cloud.CloudReply;
import dev.podnetwork.api.cloud.InstanceDescription;
import dev.podnetwork.api.cloud.MetadataEni;
import dev.podnetwork.api.cloud.VSwitchDescription;
import dev.podnetwork.fake.Disturbance;
import dev.podnetwork.fake.FakeCloud;
import dev.podnetwork.fake.wire.action.JsonText;
import dev.podnetwork.fake.wire.action.Tree;
import dev.podnetwork.fake.wire.http.HttpReply;
import dev.podnetwork.fake.wire.http.HttpRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The instance metadata service of one simulated instance, versions 1 and 2, with the credentials of its role (spec:
 * openapi-wire §10.4, §11). Members of a trunk do not show. Thread-safe.
 */
final class MetadataService {
    private static final String TOKEN_PATH = "/latest/api/token";
    private static final String BASE = "/latest/meta-data/";
    private static final int MAX_TOKENS = 1_000;

    private final FakeCloud cloud;
    private final Settings settings;
    private final TokenService tokens;
    private final Map<String, Instant> issued = new ConcurrentHashMap<>();
    private final AtomicLong number = new AtomicLong();

    /**
     * What is served.
     *
     * @param instance whose metadata, null for none: everything is 404
     * @param role name of its RAM role, null for none
     * @param region the region id
     * @param tokenRequired whether version 1, without a token, is refused
     */
    record Settings(@Nullable InstanceId instance, @Nullable String role, String region, boolean tokenRequired) {}

    MetadataService(FakeCloud cloud, Settings settings, TokenService tokens) {
        this.cloud = cloud;
        this.settings = settings;
        this.tokens = tokens;
    }

    HttpReply answer(HttpRequest request) {
        if (request.path().equals(TOKEN_PATH)) {
            return token(request);
        }
        if (!request.method().equals("GET") || !request.path().startsWith(BASE)) {
            return notFound();
        }
        String token = request.header("x-aliyun-ecs-metadata-token");
        boolean valid =
                !token.isEmpty() && issued.getOrDefault(token, Instant.MIN).isAfter(cloud.now());
        if (!valid && (settings.tokenRequired() || !token.isEmpty())) {
            return HttpReply.text(401, "Unauthorized");
        }
        return read(request.path().substring(BASE.length()))
                .map(text -> HttpReply.text(200, text))
                .orElseGet(MetadataService::notFound);
    }

    private HttpReply token(HttpRequest request) {
        String seconds = request.header("x-aliyun-ecs-metadata-token-ttl-seconds");
        if (!request.method().equals("PUT")
                || !seconds.matches("[1-9][0-9]{0,4}")
                || Integer.parseInt(seconds) > 21_600) {
            return HttpReply.text(400, "Bad Request");
        }
        if (issued.size() >= MAX_TOKENS) {
            issued.clear();
        }
        String token = "imds-" + number.incrementAndGet();
        issued.put(token, cloud.now().plusSeconds(Long.parseLong(seconds)));
        return HttpReply.text(200, token);
    }

    private static HttpReply notFound() {
        return HttpReply.text(404, "Not Found");
    }

    private Optional<String> read(String path) {
        if (path.startsWith("ram/security-credentials/")) {
            return role(path.substring("ram/security-credentials/".length()));
        }
        Optional<InstanceDescription> found = cloud.inspect().instances().stream()
                .filter(i -> i.id().equals(settings.instance()))
                .findFirst();
        return found.flatMap(instance -> path.startsWith("network/interfaces/macs/")
                ? ofInterface(instance, path.substring("network/interfaces/macs/".length()))
                : ofInstance(instance, path));
    }

    private Optional<String> role(String name) {
        String role = settings.role();
        if (role == null || !(name.isEmpty() || name.equals(role))) {
            return Optional.empty();
        }
        if (name.isEmpty()) {
            return Optional.of(role);
        }
        Tree tree = TokenService.credentials(tokens.mint(cloud.now(), Duration.ofHours(6)))
                .with("LastUpdated", cloud.now().toString())
                .with("Code", "Success");
        return Optional.of(JsonText.write(tree.map()));
    }

    private Optional<String> ofInstance(InstanceDescription instance, String path) {
        Optional<MetadataEni> primary =
                own(instance).stream().filter(MetadataEni::primary).findFirst();
        return switch (path) {
            case "instance-id" -> Optional.of(instance.id().value());
            case "instance/instance-type" -> Optional.of(instance.instanceType());
            case "region-id" -> Optional.of(settings.region());
            case "zone-id" -> Optional.of(instance.zone().value());
            case "vpc-id" -> Optional.of(instance.vpc().value());
            case "vpc-cidr-block" -> Optional.of(VpcBlock.around(blocks(instance)));
            case "vswitch-id" -> primary.map(eni -> eni.vSwitch().value());
            case "mac" -> primary.map(MetadataEni::mac);
            default -> Optional.empty();
        };
    }

    private List<String> blocks(InstanceDescription instance) {
        return cloud.inspect().vSwitches().stream()
                .filter(v -> v.vpc().equals(instance.vpc()))
                .map(VSwitchDescription::cidr)
                .toList();
    }

    private Optional<String> ofInterface(InstanceDescription instance, String path) {
        List<MetadataEni> own = own(instance);
        if (path.isEmpty()) {
            return Optional.of(own.stream().map(eni -> eni.mac() + "/").collect(Collectors.joining("\n")));
        }
        int slash = path.indexOf('/');
        String mac = slash < 0 ? path : path.substring(0, slash);
        String what = slash < 0 ? "" : path.substring(slash + 1);
        return own.stream().filter(eni -> eni.mac().equals(mac)).findFirst().flatMap(eni -> field(eni, what));
    }

    private Optional<String> field(MetadataEni eni, String what) {
        return switch (what) {
            case "network-interface-id" -> Optional.of(eni.id().value());
            case "primary-ip-address" -> Optional.of(eni.ipv4().get(0));
            case "private-ipv4s" -> jsonArray(eni.ipv4());
            case "ipv6s" ->
                Optional.of(eni.ipv6()).filter(all -> !all.isEmpty()).map(all -> "[" + String.join(", ", all) + "]");
            case "ipv4-prefixes" -> jsonArray(eni.ipv4Prefixes());
            case "ipv6-prefixes" -> jsonArray(eni.ipv6Prefixes());
            case "vswitch-id" -> Optional.of(eni.vSwitch().value());
            case "vswitch-cidr-block" -> Optional.of(eni.vSwitchCidr());
            case "vswitch-ipv6-cidr-block" -> ipv6Block(eni);
            case "gateway" -> Optional.of(eni.gateway());
            case "ipv6-gateway" ->
                ipv6Block(eni).map(cidr -> cidr.substring(0, cidr.indexOf("::")) + ":ffff:ffff:ffff:fffd");
            default -> Optional.empty();
        };
    }

    private static Optional<String> jsonArray(List<String> values) {
        return values.isEmpty() ? Optional.empty() : Optional.of("[\"" + String.join("\",\"", values) + "\"]");
    }

    private Optional<String> ipv6Block(MetadataEni eni) {
        return cloud.inspect().vSwitches().stream()
                .filter(v -> v.id().equals(eni.vSwitch()))
                .findFirst()
                .map(VSwitchDescription::ipv6Cidr)
                .filter(cidr -> cidr.contains("::"));
    }

    /** Through the cloud's own door, so that what shows lags as much as it does there. */
    private List<MetadataEni> own(InstanceDescription instance) {
        CloudReply reply = cloud.serve(new CloudOp.ReadMetadata(instance.id()), Disturbance.NONE)
                .reply();
        return reply instanceof CloudReply.MetadataPage page ? page.interfaces() : List.of();
    }
}
