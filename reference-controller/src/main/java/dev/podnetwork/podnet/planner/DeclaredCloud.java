package dev.podnetwork.podnet.planner;

import dev.podnetwork.api.VSwitchId;
import dev.podnetwork.api.VpcId;
import dev.podnetwork.api.capacity.InstanceTypeLimits;
import dev.podnetwork.fake.CloudClock;
import dev.podnetwork.fake.FakeCloud;
import dev.podnetwork.fake.FakeVSwitch;
import dev.podnetwork.fake.InstanceTypes;
import dev.podnetwork.k8s.tree.DocumentException;
import dev.podnetwork.k8s.tree.Position;
import dev.podnetwork.podnet.input.Manifest;
import dev.podnetwork.podnet.input.ManifestReader;
import dev.podnetwork.podnet.input.Sources;
import java.util.List;
import java.util.Optional;

/** A fake cloud with exactly what a document of the kind {@code Cloud} declares; nothing is made up. */
public final class DeclaredCloud {
    private DeclaredCloud() {}

    /**
     * A cloud with what the one {@code Cloud} among these texts declares; other kinds are not looked at.
     *
     * @throws DocumentException when there is none, or what it declares does not fit together
     */
    public static FakeCloud open(List<Sources.Source> sources, CloudClock clock, long seed) {
        Manifest manifest = ManifestReader.read(sources).manifests().stream()
                .filter(each -> each.kind().equals("Cloud") && each.apiVersion().equals(ManifestReader.OUR_API_VERSION))
                .findFirst()
                .orElseThrow(() -> new DocumentException(
                        new Position(sources.get(0).name(), 0),
                        "there is no kind Cloud in it",
                        "write one; docs/simulate.md shows how"));
        CloudReader.Declared declared = CloudReader.read(manifest);
        FakeCloud cloud = new FakeCloud(declared.config(), clock, seed);
        try {
            populate(cloud, declared);
        } catch (IllegalArgumentException e) {
            throw new DocumentException(manifest.at(), String.valueOf(e.getMessage()), "correct the Cloud");
        }
        return cloud;
    }

    private static void populate(FakeCloud cloud, CloudReader.Declared declared) {
        declared.vSwitches().values().forEach(cloud::addVSwitch);
        declared.groups()
                .values()
                .forEach(group -> cloud.addSecurityGroup(group.id(), group.vpc(), group.maxAddresses()));
        InstanceTypes.all().forEach(cloud::addInstanceType);
        declared.types().values().forEach((InstanceTypeLimits type) -> cloud.addInstanceType(type));
        declared.lingjun().forEach((node, type) -> {
            for (VSwitchId id : node.vSwitches()) {
                if (!declared.vSwitches().containsKey(id)) {
                    throw new IllegalArgumentException(
                            "the Lingjun node " + node.id() + " names the vSwitch " + id + ", which is not declared");
                }
            }
            cloud.addLingjunNode(node, type);
        });
        declared.instances().forEach((id, instance) -> {
            Optional<VSwitchId> own = vSwitchOf(declared, instance);
            if (own.isPresent()) {
                cloud.addInstance(id, instance.type(), own.get());
            } else {
                VpcId vpc = declared.vpc();
                cloud.addInstance(id, instance.type(), vpc, instance.zone());
            }
        });
    }

    /** The first vSwitch of the VPC in the zone of the instance. */
    private static Optional<VSwitchId> vSwitchOf(CloudReader.Declared declared, CloudReader.Instance instance) {
        return declared.vSwitches().values().stream()
                .filter(v -> v.zone().equals(instance.zone()) && v.vpc().equals(declared.vpc()))
                .map(FakeVSwitch::id)
                .findFirst();
    }
}
