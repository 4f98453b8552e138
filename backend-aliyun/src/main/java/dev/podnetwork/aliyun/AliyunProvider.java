package dev.podnetwork.aliyun;

import dev.podnetwork.spi.CloudNetwork;
import dev.podnetwork.spi.CloudNetworkProvider;
import java.util.Map;

/** Opens {@link AliyunCloudNetwork} as the backend {@code aliyun}; the settings are those of the environment. */
public final class AliyunProvider implements CloudNetworkProvider {
    /** For ServiceLoader. */
    public AliyunProvider() {}

    @Override
    public String name() {
        return "aliyun";
    }

    @Override
    public CloudNetwork open(Map<String, String> settings) {
        return new AliyunCloudNetwork(AliyunSettings.read(settings));
    }
}
