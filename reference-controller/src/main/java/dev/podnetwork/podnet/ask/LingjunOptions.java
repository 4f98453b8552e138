package dev.podnetwork.podnet.ask;

import dev.podnetwork.core.capacity.LingjunLimits;
import dev.podnetwork.core.capacity.LingjunReading;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The quotas of a Lingjun node, as options. */
final class LingjunOptions {
    @Option(
            names = "--leni-quota",
            required = true,
            paramLabel = "N",
            description = "Lingjun: LeniQuota (EniQuantity with --ecs-link).")
    private int enis;

    @Option(
            names = "--leni-sip-quota",
            paramLabel = "N",
            description = "Lingjun: LeniSipQuota (EniPrivateIpAddressQuantity with --ecs-link).")
    private int addresses;

    @Option(
            names = "--hdeni-quota",
            paramLabel = "N",
            description = "Lingjun: HdeniQuota (EniHighDenseQuantity with --ecs-link).")
    private int dense;

    @Option(names = "--ecs-link", description = "Lingjun: its ENIs are reached through the ECS API.")
    private boolean ecsLink;

    @Option(names = "--exclusive", description = "Lingjun: the node is labelled exclusive.")
    private boolean exclusive;

    @Option(names = "--eno-api", paramLabel = "API", description = "Lingjun: the node's annotation eno-api.")
    private @Nullable String enoApi;

    private static final List<String> APIS = List.of("ecs", "ecs-hdeni", "hdeni");

    /** What of the options is impossible. */
    Optional<String> problem() {
        Map<String, Integer> counts = new LinkedHashMap<>();
        counts.put("--leni-quota", enis);
        counts.put("--leni-sip-quota", addresses);
        counts.put("--hdeni-quota", dense);
        Optional<String> negative = Counts.negative(counts);
        return negative.isPresent() || enoApi == null || APIS.contains(enoApi)
                ? negative
                : Optional.of("--eno-api is '" + enoApi + "': write " + String.join(", ", APIS));
    }

    Answer answer() {
        LingjunReading reading =
                LingjunReading.of(new LingjunLimits(ecsLink, enis, addresses, dense), exclusive, enoApi, null);
        Map<String, Object> tree = new LinkedHashMap<>();
        if (reading instanceof LingjunReading.Rejected rejected) {
            tree.put("rejected", rejected.reason());
            return new Answer(List.of("Lingjun node: REJECTED: " + rejected.reason()), tree);
        }
        LingjunReading.Known known = (LingjunReading.Known) reading;
        int shared = exclusive ? 0 : known.sharedPods();
        int own = exclusive ? known.exclusivePods() : 0;
        tree.put("enis", known.enis());
        tree.put("ipv4PerEni", known.ipv4PerEni());
        tree.put("enoApi", known.enoApi());
        tree.put("sharedPods", shared);
        tree.put("exclusivePods", own);
        String api = known.enoApi().isEmpty() ? "no eno-api" : "eno-api " + known.enoApi();
        return new Answer(
                List.of("Lingjun node: " + shared + " shared pods, " + own + " exclusive pods (" + known.enis()
                        + " ENIs with " + known.ipv4PerEni() + " address(es) each, " + api + ")"),
                tree);
    }
}
