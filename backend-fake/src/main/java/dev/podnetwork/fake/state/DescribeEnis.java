package dev.podnetwork.fake.state;

import dev.podnetwork.api.EniId;
import dev.podnetwork.api.cloud.CloudOp;
import dev.podnetwork.api.cloud.CloudReply;
import dev.podnetwork.api.cloud.EniDescription;
import dev.podnetwork.api.cloud.EniFilter;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Reads interfaces as they were at some moment (spec: openapi-wire §7.6): all filters, pages filled completely in creation
 * order, at most 1,000 interfaces when filtering by tag.
 */
public final class DescribeEnis {
    private static final int MIN_PAGE = 10;
    private static final int MAX_TAGS = 20;
    private static final int TAG_CAP = 1_000;

    private final CloudState cloud;

    /** Reads this account. */
    public DescribeEnis(CloudState cloud) {
        this.cloud = cloud;
    }

    /** One page of what was true {@code ageNanos} ago, as far back as history is kept. */
    public Answer page(CloudOp.DescribeEnis op, long ageNanos) {
        EniFilter filter = op.filter();
        if (filter.tags().size() > MAX_TAGS) {
            return new Answer.Refused(
                    WireFault.invalid("InvalidParameter", "a describe filters by at most " + MAX_TAGS + " tags."));
        }
        String query = op.nextToken() == null ? "" : filter.toString();
        PageToken from = PageToken.parse(op.nextToken(), query);
        if (from == null) {
            return new Answer.Refused(PageToken.unknown(op.nextToken()));
        }
        int room = Math.min(Math.max(op.maxResults(), MIN_PAGE), CloudOp.DescribeEnis.MAX_PAGE);
        int cap = filter.tags().isEmpty() ? Integer.MAX_VALUE : TAG_CAP - from.served();
        return fill(new Cursor(source(filter), filter, cloud.now - ageNanos, from.number()), room, cap, from);
    }

    private Answer fill(Cursor cursor, int room, int cap, PageToken from) {
        List<EniDescription> page = new ArrayList<>();
        String next = null;
        while (page.size() < cap && cursor.toNextMatch()) {
            if (page.size() == room) {
                next = new PageToken(cursor.lastTaken, from.served() + page.size()).text(cursor.filter.toString());
                break;
            }
            page.add(cursor.take());
        }
        return new Answer.Done(new CloudReply.EniPage(List.copyOf(page), next, Eni.instant(cloud.now)));
    }

    /** Every interface that exists now, as the truth is. */
    public List<EniDescription> all() {
        List<EniDescription> all = new ArrayList<>();
        Source source = number -> cloud.enis.firstFrom(cloud.enis.after(number));
        for (Eni eni = source.after(0); eni != null; eni = source.after(eni.number)) {
            if (eni.state != null) {
                all.add(eni.describe(eni.state));
            }
        }
        return all;
    }

    /** One interface as the truth is, null when it does not exist. */
    public @Nullable EniDescription one(EniId id) {
        Eni eni = cloud.eni(id);
        return eni == null || eni.state == null ? null : eni.describe(eni.state);
    }

    /** Where candidates come from, in creation order. */
    @FunctionalInterface
    private interface Source {
        @Nullable
        Eni after(long number);
    }

    private Source source(EniFilter filter) {
        if (!filter.ids().isEmpty()) {
            return named(filter.ids());
        }
        if (filter.instance() != null) {
            TreeMap<Long, Eni> candidates = cloud.history.recent();
            InstanceState instance = cloud.instances.get(filter.instance());
            if (instance != null) {
                instance.enis.forEach(eni -> candidates.put(eni.number, eni));
            }
            return in(candidates);
        }
        VSwitchState vSwitch = filter.vSwitch() == null ? null : cloud.vSwitches.get(filter.vSwitch());
        CreationOrder order = vSwitch == null ? cloud.enis : vSwitch.enis;
        return number -> order.firstFrom(order.after(number));
    }

    private Source named(List<EniId> ids) {
        TreeMap<Long, Eni> candidates = new TreeMap<>();
        for (EniId id : ids) {
            Eni eni = cloud.eniEverSeen(id);
            if (eni != null) {
                candidates.put(eni.number, eni);
            }
        }
        return in(candidates);
    }

    private static Source in(TreeMap<Long, Eni> candidates) {
        return number -> {
            var entry = candidates.higherEntry(number);
            return entry == null ? null : entry.getValue();
        };
    }

    private static boolean matches(Eni eni, EniState was, EniFilter filter) {
        VSwitchState v = eni.spec.vSwitch();
        InstanceState on = was.instance();
        return (filter.status() == null || filter.status() == was.status())
                && (filter.type() == null || filter.type() == was.type())
                && (filter.vSwitch() == null || filter.vSwitch().equals(v.id))
                && (filter.vpc() == null || filter.vpc().equals(v.vpc))
                && (filter.instance() == null
                        || (on != null && filter.instance().equals(on.id)))
                && was.tags().containsAll(filter.tags());
    }

    private static final class Cursor {
        private final Source source;
        private final EniFilter filter;
        private final long asOfNanos;
        private long at;
        private long lastTaken;
        private @Nullable Eni match;
        private @Nullable EniState matched;

        Cursor(Source source, EniFilter filter, long asOfNanos, long after) {
            this.source = source;
            this.filter = filter;
            this.asOfNanos = asOfNanos;
            this.at = after;
            this.lastTaken = after;
        }

        boolean toNextMatch() {
            for (Eni eni = source.after(at); eni != null; eni = source.after(at)) {
                at = eni.number;
                EniState was = eni.at(asOfNanos);
                if (was != null && matches(eni, was, filter)) {
                    match = eni;
                    matched = was;
                    return true;
                }
            }
            return false;
        }

        EniDescription take() {
            Eni eni = match;
            EniState was = matched;
            if (eni == null || was == null) {
                throw new IllegalStateException("no match to take");
            }
            lastTaken = eni.number;
            return eni.describe(was);
        }
    }
}
