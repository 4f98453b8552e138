package dev.podnetwork.api.allocation;

import org.jspecify.annotations.Nullable;

/**
 * What a node says of the cloud API that its interfaces are made and attached through: whether it is a Lingjun node (label
 * {@code alibabacloud.com/lingjun-worker}), and its annotation {@code k8s.aliyun.com/eno-api} (spec: control-plane §1.6, §5.3).
 * A record carries that of the node it serves. A value that nobody knows is kept as it is.
 *
 * @param lingjun whether it is a Lingjun node
 * @param annotation {@code ecs}, {@code ecs-hdeni}, {@code hdeni} or anything else; null without one, and on any other node
 */
public record EnoApi(boolean lingjun, @Nullable String annotation) {
    /** Of every node that is no Lingjun node, whatever it is annotated with. */
    public static final EnoApi NONE = new EnoApi(false, null);

    /** Takes the annotation of a Lingjun node only; a blank one is none. */
    public EnoApi {
        annotation = !lingjun || annotation == null || annotation.isBlank() ? null : annotation.strip();
    }

    /** Of a Lingjun node with this annotation, null for none. */
    public static EnoApi lingjun(@Nullable String annotation) {
        return new EnoApi(true, annotation);
    }
}
