package dev.podnetwork.core.plan;

import static java.util.Objects.requireNonNull;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The version of the node's daemon, read from its image: whether it reports which pods have ended. While such a report is
 * missing nothing is released, except from a daemon that never writes one (spec: control-plane §6.5; scenarios H2, H5;
 * weakness W52).
 *
 * @param tag of the image; {@code latest} when it names none
 */
public record DaemonImage(String tag) {
    private static final String NO_TAG = "latest";
    private static final Pattern VERSION =
            Pattern.compile("v(\\d{1,9})(?:\\.(\\d{1,9})(?:\\.(\\d{1,9})(-[0-9A-Za-z.-]+)?(?:\\+[0-9A-Za-z.-]+)?)?)?");
    private static final int[] FIRST_TO_REPORT = {1, 11, 3};

    /** Refuses a missing tag. */
    public DaemonImage {
        requireNonNull(tag, "tag");
    }

    /** Reads {@code registry:port/path/name:tag@digest}; every part but the name may be missing. */
    public static DaemonImage of(String image) {
        int digest = image.indexOf('@');
        String named = digest < 0 ? image : image.substring(0, digest);
        int colon = named.lastIndexOf(':');
        boolean port = colon < named.lastIndexOf('/');
        String tag = colon < 0 || port ? "" : named.substring(colon + 1);
        return new DaemonImage(tag.isEmpty() ? NO_TAG : tag);
    }

    /** Whether it reports the pods that have ended: only a version that is known to be older does not. */
    public boolean reportsEndedPods() {
        Matcher version = VERSION.matcher(tag);
        if (!version.matches()) {
            return true;
        }
        for (int i = 0; i < FIRST_TO_REPORT.length; i++) {
            String part = version.group(i + 1);
            int compared = Integer.compare(part == null ? 0 : Integer.parseInt(part), FIRST_TO_REPORT[i]);
            if (compared != 0) {
                return compared > 0;
            }
        }
        return version.group(4) == null;
    }

    /**
     * Whether an address may be released because its pod is not in the cluster any more.
     *
     * @param image of the node's daemon, null when there is no such pod
     * @param reported whether the node has ever written a report
     * @param podUid the pod that is recorded with the address, null when none is
     * @param finalState what the report says last of that pod, null when it does not name it
     */
    public static boolean mayRelease(
            @Nullable DaemonImage image, boolean reported, @Nullable String podUid, @Nullable String finalState) {
        if (!reported) {
            return image != null && !image.reportsEndedPods();
        }
        return podUid == null || "deleted".equals(finalState);
    }
}
