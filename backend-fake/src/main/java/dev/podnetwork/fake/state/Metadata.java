package dev.podnetwork.fake.state;

import dev.podnetwork.api.InstanceId;
import dev.podnetwork.api.cloud.CloudReply;
import dev.podnetwork.api.cloud.EniStatus;
import dev.podnetwork.api.cloud.EniType;
import dev.podnetwork.api.cloud.MetadataEni;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/** What the metadata service of an instance shows of its interfaces (spec: openapi-wire §11). */
public final class Metadata {
    private final CloudState cloud;

    /** Reads this account. */
    public Metadata(CloudState cloud) {
        this.cloud = cloud;
    }

    /** The interfaces that were InUse on the instance {@code ageNanos} ago, members not included. */
    public Answer page(InstanceId id, long ageNanos) {
        InstanceState instance = cloud.instances.get(id);
        if (instance == null) {
            return Answer.notFound("InvalidEcsId.NotFound", "instance " + id);
        }
        TreeMap<Long, Eni> candidates = cloud.history.recent();
        instance.enis.forEach(eni -> candidates.put(eni.number, eni));
        List<MetadataEni> shown = new ArrayList<>();
        for (Eni eni : candidates.values()) {
            EniState was = eni.at(cloud.now - ageNanos);
            if (was != null
                    && was.instance() == instance
                    && was.status() == EniStatus.IN_USE
                    && was.type() != EniType.MEMBER) {
                shown.add(show(eni, was));
            }
        }
        return new Answer.Done(new CloudReply.MetadataPage(List.copyOf(shown)));
    }

    private static MetadataEni show(Eni eni, EniState was) {
        VSwitchState v = eni.spec.vSwitch();
        Addresses has = was.addresses();
        return new MetadataEni(
                eni.id,
                eni.mac(),
                was.type() == EniType.PRIMARY,
                v.id,
                v.cidr(),
                v.addresses.gateway(),
                Addresses.texts(v.addresses, has.ipv4(), false),
                Addresses.texts(v.ipv6, has.ipv6(), false),
                Addresses.texts(v.addresses, has.ipv4Prefixes(), true),
                Addresses.texts(v.ipv6, has.ipv6Prefixes(), true));
    }
}
