package dev.podnetwork.fake.wire;

import dev.podnetwork.api.InstanceId;
import dev.podnetwork.api.cloud.EniDescription;
import dev.podnetwork.api.cloud.EniType;
import dev.podnetwork.api.cloud.InstanceDescription;
import dev.podnetwork.api.cloud.VSwitchDescription;
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
        EniDescription primary = own(instance).stream()
                .filter(eni -> eni.type() == EniType.PRIMARY)
                .findFirst()
                .orElseThrow();
        return switch (path) {
            case "instance-id" -> Optional.of(instance.id().value());
            case "instance/instance-type" -> Optional.of(instance.instanceType());
            case "region-id" -> Optional.of(settings.region());
            case "zone-id" -> Optional.of(instance.zone().value());
            case "vpc-id" -> Optional.of(instance.vpc().value());
            case "vswitch-id" -> Optional.of(primary.vSwitch().value());
            case "mac" -> Optional.of(primary.mac());
            default -> Optional.empty();
        };
    }

    private Optional<String> ofInterface(InstanceDescription instance, String path) {
        List<EniDescription> own = own(instance);
        if (path.isEmpty()) {
            return Optional.of(own.stream().map(eni -> eni.mac() + "/").collect(Collectors.joining("\n")));
        }
        int slash = path.indexOf('/');
        String mac = slash < 0 ? path : path.substring(0, slash);
        String what = slash < 0 ? "" : path.substring(slash + 1);
        return own.stream().filter(eni -> eni.mac().equals(mac)).findFirst().flatMap(eni -> field(eni, what));
    }

    private Optional<String> field(EniDescription eni, String what) {
        Optional<VSwitchDescription> vSwitch = cloud.inspect().vSwitches().stream()
                .filter(v -> v.id().equals(eni.vSwitch()))
                .findFirst();
        return switch (what) {
            case "network-interface-id" -> Optional.of(eni.id().value());
            case "primary-ip-address" -> Optional.of(eni.primaryIpv4());
            case "private-ipv4s" -> Optional.of("[\"" + String.join("\",\"", eni.ipv4()) + "\"]");
            case "ipv6s" ->
                Optional.of(eni.ipv6()).filter(all -> !all.isEmpty()).map(all -> "[" + String.join(", ", all) + "]");
            case "vswitch-id" -> Optional.of(eni.vSwitch().value());
            case "vswitch-cidr-block" -> vSwitch.map(VSwitchDescription::cidr);
            case "vswitch-ipv6-cidr-block" -> vSwitch.map(VSwitchDescription::ipv6Cidr);
            case "gateway" -> vSwitch.map(v -> gateway(v.cidr()));
            default -> Optional.empty();
        };
    }

    /** The third address from the end of the block (spec: openapi-wire §7.15). */
    private static String gateway(String cidr) {
        int slash = cidr.indexOf('/');
        long address = 0;
        for (String part : cidr.substring(0, slash).split("\\.")) {
            address = address << 8 | Integer.parseInt(part);
        }
        long last = address + (1L << (32 - Integer.parseInt(cidr.substring(slash + 1)))) - 3;
        return (last >> 24 & 255) + "." + (last >> 16 & 255) + "." + (last >> 8 & 255) + "." + (last & 255);
    }

    private List<EniDescription> own(InstanceDescription instance) {
        return instance.interfaces().stream()
                .flatMap(id -> cloud.inspect().eni(id).stream())
                .filter(eni -> eni.type() != EniType.MEMBER)
                .toList();
    }
}
