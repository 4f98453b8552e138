package dev.podnetwork.core.config;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Whether the cluster uses trunk ENIs, of which two places may speak. The controller decides; a document that says otherwise is
 * reported, because then pods wait for ever (README decision 13).
 *
 * @param on whether trunk members are used
 * @param mismatch what to report when the two disagree; null when they do not
 */
public record TrunkSwitch(boolean on, @Nullable Finding mismatch) {
    /** Decides from the controller's own setting and the document's; null where one does not say. Trunk is on when neither does. */
    public static TrunkSwitch decide(@Nullable Boolean controller, @Nullable Boolean document) {
        if (controller == null || document == null || controller.equals(document)) {
            return new TrunkSwitch(controller != null ? controller : !Boolean.FALSE.equals(document), null);
        }
        String consequence = controller
                ? "pods will ask for member ENIs that no node offers"
                : "pods will ask for ENIs of their own while nodes offer members";
        String text = "enable_eni_trunking is " + document + " in eni-config but enableTrunk is " + controller
                + " in the controller, which decides: " + consequence + "; make both the same";
        return new TrunkSwitch(controller, Finding.warning("enable_eni_trunking", text));
    }

    /** What to report when the two disagree. */
    public Optional<Finding> report() {
        return Optional.ofNullable(mismatch);
    }
}
