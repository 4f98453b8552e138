package dev.podnetwork.fake;

import dev.podnetwork.api.EniId;
import dev.podnetwork.api.cloud.AddressOp;
import dev.podnetwork.api.cloud.CloudOp;
import dev.podnetwork.api.cloud.CloudReply;
import dev.podnetwork.api.cloud.EipOp;
import dev.podnetwork.api.cloud.LeniOp;
import dev.podnetwork.fake.FakeCloud.Served;
import dev.podnetwork.fake.state.AddressRules;
import dev.podnetwork.fake.state.Answer;
import dev.podnetwork.fake.state.AttachRules;
import dev.podnetwork.fake.state.CloudState;
import dev.podnetwork.fake.state.CreateRules;
import dev.podnetwork.fake.state.DescribeEnis;
import dev.podnetwork.fake.state.DescribePlaces;
import dev.podnetwork.fake.state.Eni;
import dev.podnetwork.fake.state.EniLife;
import dev.podnetwork.fake.state.GroupRules;
import dev.podnetwork.fake.state.Metadata;
import dev.podnetwork.fake.state.NamedAddresses;
import dev.podnetwork.fake.state.RateWindows;
import dev.podnetwork.fake.state.ReleaseRules;
import dev.podnetwork.fake.state.TagRules;
import dev.podnetwork.fake.state.WireFault;
import java.time.Duration;
import java.util.List;

/** Where calls arrive: rate limit, rule, and the asynchronous end. Guarded by the lock of {@link FakeCloud}. */
final class Desk {
    private final CloudState state;
    private final EniLife life;
    private final Later later;
    private final SplitMix64 chance;
    private final FakeLatencies latencies;
    private final GroupRules groups;
    private final CreateRules creates;
    private final AttachRules attaches;
    private final ReleaseRules releases;
    private final AddressRules addresses;
    private final EipDesk eips;
    private final LeniDesk lenis;
    private final TagRules tags;
    private final DescribeEnis describes;
    private final DescribePlaces places;
    private final Metadata metadata;
    private final RateWindows rates = new RateWindows();
    private FakeLimits limits;

    /** Runs the end of a transition when its time has come. */
    @FunctionalInterface
    interface Later {
        void run(long delayNanos, Runnable end);
    }

    Desk(FakeCloudConfig config, CloudState state, EniLife life, Later later, SplitMix64 chance) {
        this.state = state;
        this.life = life;
        this.later = later;
        this.chance = chance;
        this.latencies = config.latencies();
        this.limits = config.limits();
        this.groups = new GroupRules(state, config.maxSecurityGroups());
        this.creates = new CreateRules(state, groups);
        this.attaches = new AttachRules(state, life);
        this.releases = new ReleaseRules(state, life);
        this.addresses = new AddressRules(state);
        this.eips = new EipDesk(state, later, chance, latencies);
        this.lenis = new LeniDesk(state, later, chance, latencies);
        this.tags = new TagRules(state);
        this.describes = new DescribeEnis(state);
        this.places = new DescribePlaces(state);
        this.metadata = new Metadata(state);
    }

    Served serve(CloudOp op, NamedAddresses named, Disturbance disturbance) {
        Latency latency = op instanceof CloudOp.CreateEni ? latencies.create() : latencies.call();
        long processing = latency.pick(chance);
        return new Served(answer(op, named, disturbance, processing), processing);
    }

    Answer serveAtOnce(CloudOp op) {
        return answer(op, NamedAddresses.NONE, Disturbance.NONE, 0);
    }

    void turnedAway(CloudOp op, boolean throttled) {
        long wait = rates.admit(op.api(), limits.perMinute(op.api()), state.nowNanos());
        if (throttled && wait <= 0) {
            rates.throttled(op.api());
        }
        rates.refused(op.api());
    }

    LeniDesk lenis() {
        return lenis;
    }

    void limits(FakeLimits next) {
        limits = next;
    }

    List<RateWindows.Seen> seen() {
        return rates.seen();
    }

    DescribeEnis describes() {
        return describes;
    }

    DescribePlaces places() {
        return places;
    }

    private Answer answer(CloudOp op, NamedAddresses named, Disturbance disturbance, long processingNanos) {
        long wait = rates.admit(op.api(), limits.perMinute(op.api()), state.nowNanos());
        Answer answer = wait > 0
                ? new Answer.Refused(new WireFault(
                        400, "Throttling.User", "Request was denied due to user flow control.", Duration.ofNanos(wait)))
                : decide(op, named, disturbance, state.nowNanos() + processingNanos);
        if (answer instanceof Answer.Refused) {
            rates.refused(op.api());
        }
        return answer;
    }

    private Answer decide(CloudOp op, NamedAddresses named, Disturbance disturbance, long answeredAt) {
        if (op instanceof CloudOp.CreateEni create) {
            return creates.create(create, named, answeredAt);
        }
        if (op instanceof CloudOp.AttachEni attach) {
            return ending(attaches.attach(attach, answeredAt), attach.eni(), latencies.attach(), disturbance);
        }
        if (op instanceof CloudOp.DetachEni detach) {
            return ending(releases.detach(detach, answeredAt), detach.eni(), latencies.detach(), disturbance);
        }
        if (op instanceof CloudOp.DeleteEni delete) {
            return ending(releases.delete(delete, answeredAt), delete.eni(), latencies.delete(), disturbance);
        }
        if (op instanceof EipOp eip) {
            return eips.decide(eip, disturbance, answeredAt);
        }
        if (op instanceof LeniOp leni) {
            return lenis.decide(leni, disturbance, answeredAt);
        }
        if (op instanceof CloudOp.ModifyEni modify) {
            return groups.modify(modify, answeredAt);
        }
        if (op instanceof AddressOp change) {
            return addresses.change(change, answeredAt);
        }
        return op instanceof CloudOp.TagEnis tag ? tags.tag(tag, answeredAt) : look(op, disturbance);
    }

    private Answer readMetadata(CloudOp.ReadMetadata op, Disturbance disturbance) {
        long age = latencies.metadataLag().pick(chance) + disturbance.staleNanos();
        return disturbance.empty()
                ? new Answer.Done(new CloudReply.MetadataPage(List.of()))
                : metadata.page(op.instance(), age);
    }

    private Answer look(CloudOp op, Disturbance disturbance) {
        if (op instanceof CloudOp.ReadMetadata read) {
            return readMetadata(read, disturbance);
        }
        long age = latencies.readLag().pick(chance) + disturbance.staleNanos();
        if (op instanceof CloudOp.DescribeEnis describe) {
            return disturbance.empty()
                    ? new Answer.Done(new CloudReply.EniPage(List.of(), null, state.now()))
                    : describes.page(describe, age);
        }
        if (op instanceof CloudOp.DescribeVSwitches describe) {
            return places.vSwitches(describe, age);
        }
        if (op instanceof CloudOp.DescribeSecurityGroups describe) {
            return places.securityGroups(describe);
        }
        if (op instanceof CloudOp.DescribeInstances describe) {
            return places.instances(describe);
        }
        if (op instanceof CloudOp.DescribeInstanceTypes describe) {
            return places.types(describe);
        }
        if (op instanceof CloudOp.ListTags list) {
            return tags.list(list);
        }
        throw new IllegalStateException("the fake cloud does not know " + op.api() + ": teach it in Desk");
    }

    /** Sets the end of what was started, unless it is to hang. */
    private Answer ending(Answer answer, EniId id, Latency latency, Disturbance disturbance) {
        Eni eni = state.eni(id);
        if (answer instanceof Answer.Refused || eni == null) {
            return answer;
        }
        long delay = latency.pick(chance) + disturbance.effectDelayNanos();
        int transition = life.transition(eni);
        boolean fallsBack = disturbance.fallsBack();
        if (!disturbance.stuck()) {
            later.run(delay, () -> life.end(eni, transition, fallsBack));
        }
        return answer;
    }
}
