package dev.podnetwork.podnet.planner;

import dev.podnetwork.fake.Fault;
import dev.podnetwork.k8s.tree.DocumentException;
import dev.podnetwork.k8s.tree.Position;
import java.time.Duration;

/** The names by which a scenario calls the faults of the fake cloud. */
final class FaultNames {
    private FaultNames() {}

    static Fault of(String name, Position at) {
        return switch (name) {
            case "throttle" -> new Fault.Throttle(Duration.ofSeconds(5));
            case "refuse" -> Fault.refusal(403, "Forbidden.RAM", "The call is not permitted.");
            case "unavailable" -> Fault.refusal(503, "ServiceUnavailable", "The service is unavailable.");
            case "lost-reply" -> new Fault.LoseReply(null);
            case "reset" -> new Fault.Reset();
            case "late-apply" -> new Fault.LateApply(Duration.ofMinutes(2), true);
            case "late-effect" -> new Fault.LateEffect(Duration.ofSeconds(30));
            case "slow-attach" -> new Fault.SlowAttach(Duration.ofSeconds(60));
            case "attach-falls-back" -> new Fault.AttachFallsBack();
            case "stuck" -> new Fault.Stuck();
            case "stale-describe" -> new Fault.StaleDescribe(Duration.ofSeconds(4));
            case "empty-describe" -> new Fault.EmptyDescribe();
            case "eni-vanishes" -> new Fault.EniVanishes(Duration.ofSeconds(10));
            case "eni-torn-off" -> new Fault.EniTornOff(Duration.ofSeconds(10));
            case "instance-vanishes" -> new Fault.InstanceVanishes(Duration.ofSeconds(10));
            default ->
                throw new DocumentException(
                        at,
                        "there is no fault '" + name + "'",
                        "use throttle, refuse, unavailable, lost-reply, reset, late-apply, late-effect, slow-attach, "
                                + "attach-falls-back, stuck, stale-describe, empty-describe, eni-vanishes, eni-torn-off, "
                                + "instance-vanishes or off");
        };
    }
}
