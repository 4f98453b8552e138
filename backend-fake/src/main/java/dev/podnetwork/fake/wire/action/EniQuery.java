package dev.podnetwork.fake.wire.action;

import dev.podnetwork.api.InstanceId;
import dev.podnetwork.api.VSwitchId;
import dev.podnetwork.api.VpcId;
import dev.podnetwork.api.cloud.CloudOp;
import dev.podnetwork.api.cloud.CloudReply;
import dev.podnetwork.api.cloud.EniDescription;
import dev.podnetwork.api.cloud.EniFilter;
import dev.podnetwork.api.cloud.EniStatus;
import dev.podnetwork.api.cloud.EniType;
import dev.podnetwork.fake.wire.gate.Parameters;
import dev.podnetwork.fake.wire.gate.Refusal;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * {@code DescribeNetworkInterfaces}: every documented filter, token pages and the older numbered ones (spec: openapi-wire
 * §7.6). The filters that the library itself never uses read the truth, without lag.
 */
final class EniQuery {
    private static final int MAX_VALUES = 100;
    private static final int MAX_PAGE = 500;

    private EniQuery() {}

    static Tree describe(Parameters p, Visit visit) {
        EniFilter filter = filter(p);
        Predicate<EniDescription> rest = rest(p, visit);
        boolean numbered =
                p.text("PageNumber").isPresent() || p.text("PageSize").isPresent();
        int max = p.number("MaxResults", 0, Integer.MAX_VALUE).orElse(10);
        if (rest == null && !numbered) {
            CloudOp op = new CloudOp.DescribeEnis(filter, p.text("NextToken").orElse(null), Math.min(max, MAX_PAGE));
            CloudReply.EniPage page = visit.serve(op, CloudReply.EniPage.class);
            return answer(page.enis(), visit)
                    .with("NextToken", page.nextToken() == null ? "" : page.nextToken())
                    .with("TotalCount", page.enis().size());
        }
        visit.serve(new CloudOp.DescribeEnis(filter, null, 10), CloudReply.EniPage.class);
        List<EniDescription> all = visit.cloud().inspect().enis().stream()
                .filter(eni -> matches(eni, filter) && (rest == null || rest.test(eni)))
                .toList();
        return numbered ? byNumber(all, p, visit) : byToken(all, p, Math.min(Math.max(max, 10), MAX_PAGE), visit);
    }

    private static Tree byNumber(List<EniDescription> all, Parameters p, Visit visit) {
        int number = p.number("PageNumber", 1, 1_000_000).orElse(1);
        int size = p.number("PageSize", 1, 1_000).orElse(10);
        List<EniDescription> page = Pages.slice(all, (long) (number - 1) * size, size);
        return answer(page, visit)
                .with("TotalCount", all.size())
                .with("PageNumber", number)
                .with("PageSize", size);
    }

    private static Tree byToken(List<EniDescription> all, Parameters p, int size, Visit visit) {
        int from = Pages.offset(p);
        List<EniDescription> page = Pages.slice(all, from, size);
        return answer(page, visit)
                .with("NextToken", Pages.next(from + page.size(), all.size()))
                .with("TotalCount", all.size());
    }

    private static Tree answer(List<EniDescription> page, Visit visit) {
        List<Object> sets = new ArrayList<>(page.size());
        page.forEach(eni -> sets.add(EniJson.described(eni, visit).map()));
        return new Tree().wrapped("NetworkInterfaceSets", "NetworkInterfaceSet", sets);
    }

    private static EniFilter filter(Parameters p) {
        return new EniFilter(
                EniActions.enis(p, "NetworkInterfaceId", MAX_VALUES),
                p.text("InstanceId")
                        .filter(t -> !t.isBlank())
                        .map(InstanceId::of)
                        .orElse(null),
                p.text("Type").map(EniQuery::type).orElse(null),
                p.text("Status").map(EniQuery::status).orElse(null),
                p.text("VpcId").filter(t -> !t.isBlank()).map(VpcId::of).orElse(null),
                p.text("VSwitchId").filter(t -> !t.isBlank()).map(VSwitchId::of).orElse(null),
                p.tags());
    }

    private static EniType type(String text) {
        for (EniType type : EniType.values()) {
            if (type.wire().equals(text)) {
                return type;
            }
        }
        throw Refusal.invalid("Type", "give Primary, Secondary, Trunk or Member.");
    }

    private static EniStatus status(String text) {
        for (EniStatus status : EniStatus.values()) {
            if (status.wire().equals(text)) {
                return status;
            }
        }
        throw Refusal.invalid("Status", "give Available, Attaching, InUse, Detaching or Deleting.");
    }

    /** The filters that {@link EniFilter} does not have, null when none is given. */
    private static @Nullable Predicate<EniDescription> rest(Parameters p, Visit visit) {
        List<Predicate<EniDescription>> all = new ArrayList<>();
        p.text("SecurityGroupId")
                .ifPresent(id -> all.add(eni ->
                        eni.securityGroups().stream().anyMatch(g -> g.value().equals(id))));
        p.text("PrimaryIpAddress")
                .ifPresent(ip -> all.add(eni -> eni.primaryIpv4().equals(ip)));
        p.text("ResourceGroupId").ifPresent(id -> all.add(eni -> id.equals(eni.resourceGroupId())));
        p.text("ServiceManaged").ifPresent(flag -> all.add(eni -> !Boolean.parseBoolean(flag)));
        p.text("NetworkInterfaceName")
                .ifPresent(name ->
                        all.add(eni -> visit.extras().of(eni.id()).name().equals(name)));
        anyOf(all, p.list("PrivateIpAddress", MAX_VALUES), false);
        anyOf(all, p.list("Ipv6Address", MAX_VALUES), true);
        return all.stream().reduce(Predicate::and).orElse(null);
    }

    private static void anyOf(List<Predicate<EniDescription>> all, List<String> addresses, boolean ipv6) {
        if (!addresses.isEmpty()) {
            all.add(eni -> (ipv6 ? eni.ipv6() : eni.ipv4()).stream().anyMatch(addresses::contains));
        }
    }

    private static boolean matches(EniDescription eni, EniFilter f) {
        return (f.ids().isEmpty() || f.ids().contains(eni.id()))
                && (f.instance() == null
                        || (eni.attachment() != null
                                && f.instance().equals(eni.attachment().instance())))
                && (f.type() == null || f.type() == eni.type())
                && (f.status() == null || f.status() == eni.status())
                && (f.vpc() == null || f.vpc().equals(eni.vpc()))
                && (f.vSwitch() == null || f.vSwitch().equals(eni.vSwitch()))
                && eni.tags().entrySet().containsAll(f.tags().entrySet());
    }
}
