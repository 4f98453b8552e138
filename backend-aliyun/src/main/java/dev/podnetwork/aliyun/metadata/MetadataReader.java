package dev.podnetwork.aliyun.metadata;

import dev.podnetwork.api.EniId;
import dev.podnetwork.api.InstanceId;
import dev.podnetwork.api.VSwitchId;
import dev.podnetwork.api.cloud.MetadataEni;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the interfaces of this instance from its metadata service, one value at a time (spec: openapi-wire §11). */
public final class MetadataReader {
    private static final String MACS = "network/interfaces/macs/";
    /** Lists come as a JSON array, as a bracketed list without quotes, or one value per line. */
    private static final Pattern ITEM = Pattern.compile("[^\\[\\]\",\\s]+");

    private final MetadataClient client;

    /** Reads through that client. */
    public MetadataReader(MetadataClient client) {
        this.client = client;
    }

    /** Which instance this is. @throws IOException when the service does not say */
    public InstanceId instance() throws IOException {
        return InstanceId.of(required("instance-id"));
    }

    /**
     * Its interfaces. An interface that is gone between two questions is left out.
     *
     * @param goOn asked between questions; false ends the reading
     * @throws IOException when the service does not answer, or {@code goOn} ended it
     */
    public List<MetadataEni> interfaces(Check goOn) throws IOException {
        String primary = required("mac");
        List<MetadataEni> all = new ArrayList<>();
        for (String entry : items(client.read(MACS).orElse(""))) {
            String mac = entry.endsWith("/") ? entry.substring(0, entry.length() - 1) : entry;
            goOn.check();
            String base = MACS + mac + "/";
            String id = first(base + "network-interface-id");
            List<String> ipv4 = ipv4(base);
            if (!id.isEmpty() && !ipv4.isEmpty()) {
                all.add(new MetadataEni(
                        EniId.of(id),
                        mac,
                        mac.equals(primary),
                        VSwitchId.of(required(base + "vswitch-id")),
                        first(base + "vswitch-cidr-block"),
                        first(base + "gateway"),
                        ipv4,
                        list(base + "ipv6s"),
                        list(base + "ipv4-prefixes"),
                        list(base + "ipv6-prefixes")));
            }
        }
        return List.copyOf(all);
    }

    /** Ends a reading that takes too long. */
    @FunctionalInterface
    public interface Check {
        /** Returns when there is time left. @throws IOException when there is none */
        void check() throws IOException;
    }

    private List<String> ipv4(String base) throws IOException {
        String primary = first(base + "primary-ip-address");
        List<String> all = new ArrayList<>();
        if (!primary.isEmpty()) {
            all.add(primary);
            for (String address : list(base + "private-ipv4s")) {
                if (!all.contains(address)) {
                    all.add(address);
                }
            }
        }
        return List.copyOf(all);
    }

    private String required(String path) throws IOException {
        String text = first(path);
        if (text.isEmpty()) {
            throw new IOException("the metadata service " + client.endpoint() + " has no " + path);
        }
        return text;
    }

    private String first(String path) throws IOException {
        return client.read(path)
                .flatMap(text -> text.lines().findFirst())
                .orElse("")
                .trim();
    }

    private List<String> list(String path) throws IOException {
        return items(client.read(path).orElse(""));
    }

    private static List<String> items(String text) {
        List<String> items = new ArrayList<>();
        for (Matcher item = ITEM.matcher(text); item.find(); ) {
            items.add(item.group());
        }
        return List.copyOf(items);
    }
}
