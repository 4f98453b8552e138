package dev.podnetwork.podnet.ask;

import dev.podnetwork.api.capacity.InstanceTypeLimits;
import dev.podnetwork.api.cloud.CloudOp;
import dev.podnetwork.api.cloud.CloudReply;
import dev.podnetwork.k8s.tree.DocumentException;
import dev.podnetwork.k8s.tree.Position;
import dev.podnetwork.spi.CloudNetwork;
import dev.podnetwork.spi.CloudNetworkProvider;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;

/** Reads the limits of instance types from a cloud. */
public final class BackendLimits {
    private static final int SECONDS = 30;

    private BackendLimits() {}

    /**
     * The limits of these types.
     *
     * @param backend the name of a backend
     * @param types 1 to 10 types
     * @param settings the backend's settings, usually the environment
     * @throws DocumentException when there is no such backend, or it does not answer what was asked
     */
    public static List<InstanceTypeLimits> read(String backend, List<String> types, Map<String, String> settings) {
        List<CloudNetworkProvider> all = ServiceLoader.load(CloudNetworkProvider.class).stream()
                .map(ServiceLoader.Provider::get)
                .toList();
        CloudNetworkProvider provider = all.stream()
                .filter(each -> each.name().equals(backend))
                .findFirst()
                .orElseThrow(() -> problem(
                        backend,
                        "there is no such backend",
                        "name one of "
                                + all.stream()
                                        .map(CloudNetworkProvider::name)
                                        .sorted()
                                        .collect(Collectors.joining(", "))));
        try (CloudNetwork network = provider.open(settings)) {
            return limits(backend, types, answer(network, types));
        } catch (IllegalArgumentException e) {
            throw problem(backend, String.valueOf(e.getMessage()), "set what it needs in the environment");
        }
    }

    private static CloudReply answer(CloudNetwork network, List<String> types) {
        try {
            CloudOp op = new CloudOp.DescribeInstanceTypes(types, null);
            return network.call(op).toCompletableFuture().get(SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalArgumentException("interrupted before the cloud answered", e);
        } catch (ExecutionException | TimeoutException e) {
            throw new IllegalArgumentException("the cloud did not answer within " + SECONDS + " s", e);
        }
    }

    private static List<InstanceTypeLimits> limits(String backend, List<String> types, CloudReply reply) {
        if (reply instanceof CloudReply.Failed failed) {
            throw problem(
                    backend,
                    failed.fault().code() + ": " + failed.fault().message(),
                    "check the region, the endpoint, the keys and their permissions (podnet ram-policy --features capacity)");
        }
        List<InstanceTypeLimits> found = ((CloudReply.InstanceTypePage) reply).types();
        for (String type : types) {
            if (found.stream().noneMatch(each -> each.instanceType().equals(type))) {
                throw problem(backend, "the cloud has no instance type " + type, "name one of this region");
            }
        }
        return found;
    }

    private static DocumentException problem(String backend, String found, String todo) {
        return new DocumentException(new Position("backend " + backend, 0), found, todo);
    }
}
