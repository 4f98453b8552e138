package dev.podnetwork.core.preflight;

import java.util.Locale;

/** Operating systems of nodes, as far as rules tell them apart (spec: node-ipam §5.2). */
public enum OsImage {
    /** Alibaba Cloud Linux 3. */
    ALINUX3,
    /** ContainerOS. */
    CONTAINER_OS,
    /** Ubuntu. */
    UBUNTU,
    /** Any other. */
    OTHER;

    /** The image that a node's {@code status.nodeInfo.osImage} names. */
    public static OsImage ofNodeInfo(String text) {
        String lower = text.toLowerCase(Locale.ROOT);
        if (lower.contains("alibaba cloud linux 3") || lower.contains("alibaba cloud linux (aliyun linux) 3")) {
            return ALINUX3;
        }
        if (lower.contains("containeros") || lower.contains("lifsea")) {
            return CONTAINER_OS;
        }
        return lower.contains("ubuntu") ? UBUNTU : OTHER;
    }
}
