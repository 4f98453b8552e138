package dev.podnetwork.fake.state;

import dev.podnetwork.api.EipId;
import dev.podnetwork.api.EniId;
import dev.podnetwork.api.cloud.CloudReply;
import dev.podnetwork.api.cloud.EipDescription;
import dev.podnetwork.api.cloud.EipFilter;
import dev.podnetwork.api.cloud.EipOp;
import dev.podnetwork.api.cloud.EipSpec;
import dev.podnetwork.api.cloud.EipStatus;
import dev.podnetwork.fake.state.Eip.Bound;
import dev.podnetwork.fake.state.Eip.View;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The EIPs and shared bandwidth packages of one account, their reads, and the ends of their transitions (spec: openapi-wire
 * §8.2): the only class that changes a status of an EIP. Not thread-safe.
 */
public final class EipBook {
    private final CloudState cloud;
    private final Map<EipId, Eip> eips = new LinkedHashMap<>();
    private final TreeSet<String> packages = new TreeSet<>();
    private int number;
    int quota = 20;

    /** No EIP yet. */
    public EipBook(CloudState cloud) {
        this.cloud = cloud;
    }

    /** Adds a shared bandwidth package. */
    public void addPackage(String id) {
        packages.add(id);
    }

    /** Another quota from now on; 20 at first. */
    public void quota(int most) {
        quota = most;
    }

    boolean hasPackage(String id) {
        return packages.contains(id);
    }

    /** Those that exist. */
    int count() {
        return (int) eips.values().stream().filter(eip -> eip.view != null).count();
    }

    /** The EIP if it exists now. */
    public @Nullable Eip find(EipId id) {
        Eip eip = eips.get(id);
        return eip == null || eip.view == null ? null : eip;
    }

    /** A new EIP. */
    Eip bear(EipSpec spec) {
        int n = ++number;
        String text = Integer.toString(n, 36);
        EipId id = EipId.of("eip-" + "0000000".substring(Math.min(7, text.length())) + text);
        Eip eip = new Eip(id, spec, "198." + (18 + (n >> 16 & 1)) + "." + (n >> 8 & 255) + "." + (n & 255), cloud.now);
        eips.put(id, eip);
        return eip;
    }

    /** The EIP bound to an address, or on its way to or from it; null when none is. */
    @Nullable
    Eip on(Eni eni, String privateIp) {
        for (Eip eip : eips.values()) {
            Bound to = eip.view == null ? null : eip.view.bound();
            if (to != null && to.eni() == eni && to.privateIp().equals(privateIp)) {
                return eip;
            }
        }
        return null;
    }

    void change(Eip eip, @Nullable View next) {
        eip.change(next, cloud.now, cloud.history.horizonNanos());
    }

    void start(Eip eip, View next) {
        eip.transition++;
        change(eip, next);
    }

    /** What is under way; to be shown to {@link #end}. */
    public int transition(EipId id) {
        Eip eip = eips.get(id);
        return eip == null ? 0 : eip.transition;
    }

    /** The end of what is under way, unless something else has begun since. */
    public void end(EipId id, int transition) {
        Eip eip = find(id);
        View now = eip == null ? null : eip.view;
        if (eip == null || now == null || eip.transition != transition) {
            return;
        }
        switch (now.status()) {
            case ASSOCIATING -> change(eip, now.in(EipStatus.IN_USE, now.bound()));
            case UNASSOCIATING -> change(eip, now.in(EipStatus.AVAILABLE, null));
            case RELEASING -> change(eip, null);
            case AVAILABLE, IN_USE -> {}
        }
    }

    /** The EIP is in that package from now on, or in none. */
    public void endPackage(EipId id, int transition, @Nullable String packageId) {
        Eip eip = find(id);
        if (eip != null && eip.view != null && eip.transition == transition) {
            eip.packaging = false;
            change(eip, eip.view.inPackage(packageId));
        }
    }

    /** An interface is gone: what was bound to it is Available. */
    void forgetEni(Eni eni) {
        for (Eip eip : eips.values()) {
            Bound to = eip.view == null ? null : eip.view.bound();
            if (eip.view != null && to != null && to.eni() == eni) {
                start(eip, eip.view.in(EipStatus.AVAILABLE, null));
            }
        }
    }

    /** One page of what was {@code ageNanos} ago. */
    public Answer page(EipOp.DescribeEips op, long ageNanos) {
        if (op.pageNumber() < 1) {
            return new Answer.Refused(
                    WireFault.invalid("InvalidParameter", "PageNumber starts at 1: " + op.pageNumber()));
        }
        List<EipDescription> all = matching(op.filter(), cloud.now - ageNanos);
        int from = (int) Math.min((long) (op.pageNumber() - 1) * EipOp.DescribeEips.PAGE_SIZE, all.size());
        int to = Math.min(from + EipOp.DescribeEips.PAGE_SIZE, all.size());
        return new Answer.Done(
                new CloudReply.EipPage(List.copyOf(all.subList(from, to)), all.size(), Eni.instant(cloud.now)));
    }

    /** The packages, by id. */
    public List<String> packages() {
        return List.copyOf(packages);
    }

    /** Every EIP as it is now. */
    public List<EipDescription> all() {
        return matching(EipFilter.byIds(List.of()), cloud.now);
    }

    /** The EIPs bound to an interface now, or on their way to or from it, by its private address. */
    public Map<String, EipDescription> on(EniId id) {
        Map<String, EipDescription> found = new LinkedHashMap<>();
        for (Eip eip : eips.values()) {
            Bound to = eip.view == null ? null : eip.view.bound();
            if (eip.view != null && to != null && to.eni().id.equals(id)) {
                found.put(to.privateIp(), eip.describe(eip.view));
            }
        }
        return found;
    }

    private List<EipDescription> matching(EipFilter filter, long nanos) {
        List<EipDescription> all = new ArrayList<>();
        for (Eip eip : eips.values()) {
            View was = eip.at(nanos);
            if (was != null && matches(eip, was, filter)) {
                all.add(eip.describe(was));
            }
        }
        return all;
    }

    private static boolean matches(Eip eip, View was, EipFilter filter) {
        Bound to = was.bound();
        return (filter.ids().isEmpty() || filter.ids().contains(eip.id))
                && (filter.addresses().isEmpty() || filter.addresses().contains(eip.address))
                && (filter.associatedWith() == null
                        || (to != null && to.eni().id.equals(filter.associatedWith())))
                && (filter.status() == null || filter.status() == was.status())
                && was.tags().containsAll(filter.tags());
    }
}
