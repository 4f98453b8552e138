package dev.podnetwork.core.runtime;

import dev.podnetwork.api.PodRef;
import dev.podnetwork.api.PodUid;
import dev.podnetwork.api.allocation.Allocation;
import dev.podnetwork.api.allocation.AllocationPhase;
import dev.podnetwork.api.allocation.AllocationRequest;
import dev.podnetwork.api.allocation.Binding;
import dev.podnetwork.api.allocation.Explanation;
import dev.podnetwork.api.error.ClosedException;
import dev.podnetwork.api.error.PodNetworkException;
import dev.podnetwork.api.error.RejectedException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicIntegerArray;
import org.jspecify.annotations.Nullable;

/** What embedders asked for, who waits for the answer, and what was last said about each pod. Belongs to the loop. */
final class Wishes {
    /** Written on the loop, read from any thread. */
    private final Map<PodRef, Wish> wishes = new ConcurrentHashMap<>();

    private final Map<PodRef, List<Release>> releases = new LinkedHashMap<>();
    /** Read from any thread. */
    private final AtomicIntegerArray phases = new AtomicIntegerArray(AllocationPhase.values().length);
    /** What was said of pods that nobody wishes for. Read from any thread. */
    private final Map<PodRef, Said> others = new ConcurrentHashMap<>();

    /** Pods of which something was asked since anything was last said. Read from any thread. */
    private final Set<PodRef> news = ConcurrentHashMap.newKeySet();

    private int lastNumber;

    /**
     * What was said of a pod.
     *
     * @param explanation the words
     * @param at the tick at which they were said, from which its times count
     */
    record Said(Explanation explanation, long at) {}

    /** One wish, the last for its pod. */
    static final class Wish {
        AllocationRequest request;
        long since;
        List<CompletableFuture<Binding>> asking = List.of();

        /** What was last said. Read from any thread. */
        private volatile @Nullable Said said;

        /** Wishes come in the order of their pods' first. */
        private final int number;

        private Wish(AllocationRequest request, long since, int number) {
            this.request = request;
            this.since = since;
            this.number = number;
        }
    }

    /**
     * Somebody waits until a pod holds nothing.
     *
     * @param overruled whether the same incarnation was asked for again since: its wish outlives what it holds
     */
    private record Release(PodUid uid, CompletableFuture<Void> done, boolean overruled) {
        boolean ends(AllocationRequest wished) {
            return !overruled && uid.equals(wished.uid());
        }

        Release overruledBy(AllocationRequest wished) {
            return uid.equals(wished.uid()) ? new Release(uid, done, true) : this;
        }
    }

    /** The wish for this pod. */
    @Nullable
    Wish of(PodRef pod) {
        return wishes.get(pod);
    }

    /** What is wished for this pod. */
    @Nullable
    AllocationRequest request(PodRef pod) {
        Wish wish = wishes.get(pod);
        return wish == null ? null : wish.request;
    }

    /** Something is asked of this pod; what was said of it may not hold any more. From any thread. */
    void asked(PodRef pod) {
        news.add(pod);
    }

    /** Whether something was asked of this pod since anything was last said of it. From any thread. */
    boolean isNews(PodRef pod) {
        return news.contains(pod);
    }

    /** A wish; a wish for another incarnation replaces the one before. */
    void add(AllocationRequest request, CompletableFuture<Binding> answer, long now) {
        Wish wish = wishes.get(request.pod());
        if (wish == null || !wish.request.uid().equals(request.uid())) {
            int number = wish == null ? ++lastNumber : wish.number;
            if (wish != null) {
                keepSaid(request.pod(), wish);
                fail(
                        wish,
                        new RejectedException("pod " + request.pod() + " with uid " + wish.request.uid()
                                + " was replaced by uid " + request.uid() + "; ask for that one"));
            }
            wish = new Wish(request, now, number);
            wishes.put(request.pod(), wish);
        }
        List<Release> waiting = releases.get(request.pod());
        if (waiting != null) {
            waiting.replaceAll(each -> each.overruledBy(request));
        }
        wish.request = request;
        wish.asking = wish.asking.isEmpty() ? List.of(answer) : joined(wish.asking, answer);
    }

    private static <T> List<T> joined(List<T> all, T one) {
        List<T> joined = new ArrayList<>(all);
        joined.add(one);
        return joined;
    }

    /** What was said stays so until something else is, whoever wishes. */
    private void keepSaid(PodRef pod, Wish wish) {
        Said last = wish.said;
        if (last != null) {
            others.put(pod, last);
        }
    }

    void addRelease(PodRef pod, PodUid uid, CompletableFuture<Void> done) {
        releases.computeIfAbsent(pod, p -> new ArrayList<>(1)).add(new Release(uid, done, false));
    }

    void forget(PodRef pod) {
        news.remove(pod);
        Wish wish = wishes.get(pod);
        if (wish != null) {
            keepSaid(pod, wish);
            wishes.remove(pod);
            fail(
                    wish,
                    new RejectedException(
                            "pod " + pod + " with uid " + wish.request.uid() + " is gone; there is nothing to bind"));
        }
    }

    boolean wanted(PodRef pod) {
        return wishes.containsKey(pod) || releases.containsKey(pod);
    }

    /** A step said this; whoever waits for it hears it. */
    void told(PodRef pod, @Nullable Allocation record, Explanation explanation, long now) {
        told(pod, wishes.get(pod), record, explanation, now);
    }

    /** The same, for who has the wish at hand. */
    void told(PodRef pod, @Nullable Wish wish, @Nullable Allocation record, Explanation explanation, long now) {
        news.remove(pod);
        say(pod, wish, record == null && explanation.state() == Explanation.State.NOTHING ? null : explanation, now);
        if (wish != null && !wish.asking.isEmpty()) {
            answer(wish, record, explanation);
        }
        List<Release> waiting = releases.isEmpty() ? null : releases.get(pod);
        if (waiting != null) {
            boolean gone = record == null && explanation.state() == Explanation.State.NOTHING;
            if (gone && wish != null && waiting.stream().anyMatch(each -> each.ends(wish.request))) {
                forget(pod);
            }
            waiting.removeIf(each -> released(each, record));
            if (waiting.isEmpty()) {
                releases.remove(pod);
            }
        }
    }

    private void say(PodRef pod, @Nullable Wish wish, @Nullable Explanation explanation, long now) {
        Said next = explanation == null ? null : said(explanation, wish == null ? null : wish.said, now);
        if (wish != null) {
            wish.said = next;
        }
        if (wish == null && next != null) {
            others.put(pod, next);
        } else if (!others.isEmpty()) {
            others.remove(pod);
        }
    }

    /** What names no time counts from when it was said first. */
    private static Said said(Explanation explanation, @Nullable Said before, long now) {
        if (before != null && explanation.atLeast() == null && explanation.equals(before.explanation())) {
            return before;
        }
        return new Said(explanation, now);
    }

    private static void answer(Wish wish, @Nullable Allocation record, Explanation explanation) {
        if (record != null
                && record.phase() == AllocationPhase.BOUND
                && record.podUid().equals(wish.request.uid())) {
            Binding binding = Binding.of(record);
            List<CompletableFuture<Binding>> asking = wish.asking;
            wish.asking = List.of();
            asking.forEach(each -> each.complete(binding));
        } else if (explanation.state() == Explanation.State.REJECTED) {
            fail(wish, new RejectedException("pod " + wish.request.pod() + ": " + explanation.message()));
        }
    }

    private static boolean released(Release release, @Nullable Allocation record) {
        boolean serves =
                record != null && record.podUid().equals(release.uid()) && record.phase() != AllocationPhase.RETAINED;
        if (!serves) {
            release.done().complete(null);
        }
        return !serves;
    }

    private static void fail(Wish wish, PodNetworkException why) {
        List<CompletableFuture<Binding>> asking = wish.asking;
        wish.asking = List.of();
        asking.forEach(each -> each.completeExceptionally(why));
    }

    /** Nobody will hear any more. */
    void close(String why) {
        inOrder().forEach(each -> fail(each, new ClosedException(why)));
        releases.values()
                .forEach(each -> each.forEach(one -> one.done().completeExceptionally(new ClosedException(why))));
        releases.clear();
    }

    void counted(@Nullable AllocationPhase before, @Nullable AllocationPhase after) {
        if (before != after) {
            if (before != null) {
                phases.decrementAndGet(before.ordinal());
            }
            if (after != null) {
                phases.incrementAndGet(after.ordinal());
            }
        }
    }

    /** A new term counts anew, and says anew. */
    void newTerm() {
        for (int i = 0; i < phases.length(); i++) {
            phases.set(i, 0);
        }
        others.clear();
        wishes.values().forEach(each -> each.said = null);
    }

    /** Every pod somebody wishes for, in the order of the wishes. */
    List<PodRef> wished() {
        return inOrder().stream().map(each -> each.request.pod()).toList();
    }

    private List<Wish> inOrder() {
        return wishes.values().stream()
                .sorted(Comparator.comparingInt(each -> each.number))
                .toList();
    }

    /** Records in each phase. From any thread. */
    Map<AllocationPhase, Integer> phases() {
        Map<AllocationPhase, Integer> counts = new EnumMap<>(AllocationPhase.class);
        for (AllocationPhase phase : AllocationPhase.values()) {
            counts.put(phase, phases.get(phase.ordinal()));
        }
        return counts;
    }

    /** How many pods were last said to be in this state. From any thread. */
    int count(Explanation.State state) {
        int count = 0;
        for (Wish each : wishes.values()) {
            count += isSaid(each.said, state);
        }
        for (Said each : others.values()) {
            count += isSaid(each, state);
        }
        return count;
    }

    private static int isSaid(@Nullable Said said, Explanation.State state) {
        return said != null && said.explanation().state() == state ? 1 : 0;
    }

    /** What was last said about a pod. From any thread. */
    @Nullable
    Said said(PodRef pod) {
        Wish wish = wishes.get(pod);
        Said last = wish == null ? null : wish.said;
        return last == null ? others.get(pod) : last;
    }
}
