package dev.podnetwork.podnet.controller;

import dev.podnetwork.k8s.tree.DocumentException;
import dev.podnetwork.k8s.tree.Position;
import dev.podnetwork.spi.CloudNetwork;
import dev.podnetwork.spi.CloudNetworkProvider;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The cloud that a command line names.
 *
 * @param config the controller's file, which names region and cluster
 * @param credential the credentials file; null for the environment
 * @param backend its name
 * @param document for the fake: a document of kind Cloud; null for an empty one
 */
public record CloudChoice(
        String config,
        @Nullable String credential,
        String backend,
        @Nullable String document) {

    /**
     * Opens it.
     *
     * @throws IllegalArgumentException when there is no backend of that name
     * @throws DocumentException when a file cannot be used, or the backend lacks something
     */
    public CloudNetwork open() {
        Map<String, String> all = new LinkedHashMap<>(System.getenv());
        ControllerConfig settings = ControllerConfig.read(config);
        if (!settings.text("regionID").isEmpty()) {
            all.put("ALIBABA_CLOUD_REGION_ID", settings.text("regionID"));
        }
        all.putAll(ControllerConfig.credentials(credential));
        if (document != null) {
            all.put(FakeProvider.DOCUMENT, document);
        }
        CloudNetworkProvider provider = provider();
        try {
            return provider.open(all);
        } catch (IllegalArgumentException e) {
            throw new DocumentException(
                    new Position("backend " + backend, 0), String.valueOf(e.getMessage()), "set what it needs");
        }
    }

    private CloudNetworkProvider provider() {
        List<CloudNetworkProvider> known = ServiceLoader.load(CloudNetworkProvider.class).stream()
                .map(ServiceLoader.Provider::get)
                .toList();
        return known.stream()
                .filter(each -> each.name().equals(backend))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("--backend: '" + backend + "' is none of "
                        + known.stream()
                                .map(CloudNetworkProvider::name)
                                .sorted()
                                .collect(Collectors.joining(", "))));
    }

    /** The id of the cluster that the file names. */
    public String cluster() {
        return ControllerConfig.read(config).text("clusterID");
    }
}
