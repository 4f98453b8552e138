package dev.podnetwork.core.allocation;

import dev.podnetwork.api.EniId;
import dev.podnetwork.api.VSwitchId;
import dev.podnetwork.api.allocation.PodAnswer;
import dev.podnetwork.api.cloud.CloudFault;
import dev.podnetwork.api.cloud.EniStatus;
import dev.podnetwork.api.release.ReleasePolicy;
import java.util.function.BiConsumer;

/** What can happen to an allocation in any phase; each is played on a {@link Life} at rest in that phase. */
enum Happening {
    POD_GONE((life, policy) -> life.podIsGone()),
    POD_UNKNOWN((life, policy) -> {
        life.pod = PodAnswer.Unknown.INSTANCE;
        life.after(1).step();
        life.after(1).step(new AllocationEvent.PodRead(PodAnswer.Unknown.INSTANCE));
    }),
    POD_SEEMS_GONE_AND_READ_FAILS((life, policy) -> {
        life.pod = PodAnswer.Absent.INSTANCE;
        life.step();
        life.after(1).step(new AllocationEvent.PodRead(PodAnswer.Unknown.INSTANCE));
    }),
    POD_TERMINATING((life, policy) -> {
        life.pod = new PodAnswer.Terminating(Life.UID, Life.NODE);
        life.after(1).step();
    }),
    NEXT_POD_ON_SAME_NODE((life, policy) -> life.nextPod(Life.NODE, policy, count(life))),
    NEXT_POD_ON_OTHER_NODE((life, policy) -> life.nextPod(Life.OTHER_NODE, policy, count(life))),
    NEXT_POD_IN_OTHER_ZONE((life, policy) -> life.nextPod(Life.OTHER_ZONE_NODE, policy, count(life))),
    NODE_GONE((life, policy) -> {
        life.nodes.remove(Life.NODE);
        life.after(1).step();
    }),
    INSTANCE_REPLACED((life, policy) -> {
        life.nodes.put(Life.NODE, Life.node(Life.NODE, "i-1-new", "eni-trunk-new", "zone-a"));
        life.after(1).step();
    }),
    ENI_GONE_ONCE((life, policy) -> life.after(6).allObserved(null, null)),
    ENI_GONE_TWICE((life, policy) -> {
        life.after(6).allObserved(null, null);
        life.after(6).allObserved(null, null);
    }),
    ENI_GONE_TWICE_TOO_SOON((life, policy) -> {
        life.after(6).allObserved(null, null);
        life.after(1).allObserved(null, null);
    }),
    ENI_ELSEWHERE((life, policy) -> life.after(6).allObserved(EniStatus.IN_USE, Life.ELSEWHERE)),
    ENI_UNATTACHED((life, policy) -> life.after(6).allObserved(EniStatus.AVAILABLE, null)),
    ENI_HERE((life, policy) -> life.after(6).allObserved(EniStatus.IN_USE, Life.INSTANCE)),
    DELETION_WHILE_POD_LIVES((life, policy) -> {
        life.pod = new PodAnswer.Scheduled(Life.UID, Life.NODE);
        life.deletionRequested = true;
        life.after(1).step();
    }),
    DELETION_AND_POD_GONE((life, policy) -> {
        life.deletionRequested = true;
        life.podIsGone();
    }),
    REQUEST_CHANGED((life, policy) -> {
        life.request = Life.wish(Life.UID, Life.NODE, policy, count(life), VSwitchId.of("vsw-b"));
        life.after(1).step();
    }),
    EXPIRED((life, policy) -> {
        life.after(Life.TTL.toSeconds() + 1).podIsGone();
    }),
    EXPIRED_BUT_READ_FAILS((life, policy) -> {
        life.pod = PodAnswer.Absent.INSTANCE;
        life.after(Life.TTL.toSeconds() + 1).step();
        life.after(1).step(new AllocationEvent.PodRead(PodAnswer.Unknown.INSTANCE));
    }),
    CREATE_REPLY_LOST((life, policy) -> {
        life.after(8).all(i -> life.failed(i, Call.CREATE, Life.fault(CloudFault.Kind.OUTCOME_UNKNOWN)));
        life.after(2).step();
    }),
    TAG_FINDS_NOTHING_ONCE((life, policy) -> {
        life.restarted().step();
        life.after(1).all(life::found);
    }),
    TAG_FINDS_NOTHING_TWICE((life, policy) -> {
        life.restarted().step();
        life.after(1).all(life::found);
        life.after(6).step();
        life.all(life::found);
    }),
    TAG_FINDS_ONE((life, policy) -> {
        life.restarted().step();
        life.after(1).all(i -> life.found(i, Life.description(Life.eni(i), EniStatus.AVAILABLE, null, 0)));
    }),
    TAG_FINDS_SEVERAL((life, policy) -> {
        life.restarted().step();
        life.after(1)
                .all(i -> life.found(
                        i,
                        Life.description(EniId.of("eni-young"), EniStatus.AVAILABLE, null, 9),
                        Life.description(EniId.of("eni-oldest"), EniStatus.AVAILABLE, null, 1),
                        Life.description(EniId.of("eni-old"), EniStatus.AVAILABLE, null, 5)));
    }),
    RESTARTED((life, policy) -> life.restarted().step()),
    EFFECT_DROPPED((life, policy) -> {
        life.all(i -> {
            Call outstanding = life.memory.outstanding(i);
            return outstanding == null
                    ? new AllocationEvent.Look("nothing outstanding")
                    : new AllocationEvent.Dropped(i, outstanding, "leadership");
        });
        life.after(2).step();
    });

    private final BiConsumer<Life, ReleasePolicy> play;

    Happening(BiConsumer<Life, ReleasePolicy> play) {
        this.play = play;
    }

    void play(Life life, ReleasePolicy policy) {
        play.accept(life, policy);
    }

    private static int count(Life life) {
        return life.record == null ? life.request.interfaces().size() : life.interfaces();
    }
}
