package dev.podnetwork.aliyun;

import dev.podnetwork.aliyun.metadata.MetadataReader;
import dev.podnetwork.api.InstanceId;
import dev.podnetwork.api.cloud.CloudFault;
import dev.podnetwork.api.cloud.CloudFault.Kind;
import dev.podnetwork.api.cloud.CloudFault.Scope;
import dev.podnetwork.api.cloud.CloudOp;
import dev.podnetwork.api.cloud.CloudReply;
import java.io.IOException;
import java.time.Duration;

/** The one operation that is no call of the API: the metadata service of the instance we run on. */
final class MetadataCall {
    private MetadataCall() {}

    /** Reads it within the call timeout; never throws. */
    static CloudReply read(CloudOp.ReadMetadata op, AliyunConfig config) {
        MetadataReader reader = new MetadataReader(config.metadata());
        long deadline = System.nanoTime() + config.callTimeout().toNanos();
        try {
            InstanceId here = reader.instance();
            return here.equals(op.instance())
                    ? new CloudReply.MetadataPage(reader.interfaces(() -> inTime(deadline, config.callTimeout())))
                    : new CloudReply.Failed(CloudFault.of(
                            Kind.INVALID_REQUEST,
                            Scope.INSTANCE,
                            "OtherInstance",
                            "asked for the metadata of " + op.instance() + ", but this is " + here));
        } catch (IOException | IllegalArgumentException e) {
            return new CloudReply.Failed(Answers.unavailable(op.api() + ": " + e.getMessage()));
        }
    }

    private static void inTime(long deadline, Duration timeout) throws IOException {
        if (System.nanoTime() - deadline > 0) {
            throw new IOException("not read within " + timeout.toMillis() + " ms");
        }
    }
}
