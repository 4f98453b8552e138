package dev.podnetwork.podnet.planner;

import dev.podnetwork.fake.Fault;
import dev.podnetwork.k8s.tree.DocumentException;
import dev.podnetwork.k8s.tree.Position;
import dev.podnetwork.podnet.plan.Action;
import dev.podnetwork.podnet.plan.Action.ChangeNode;
import dev.podnetwork.podnet.plan.Action.DegradationLevel;
import dev.podnetwork.podnet.plan.Action.NodeChange;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Reads what a step does, such as {@code scale deployment web to 3}; the grammar is in docs/simulate.md. */
final class ActionReader {
    private static final String FORMS =
            "write delete pod|podeni|node|instance|deployment|statefulset NAME, scale NAME to N, "
                    + "drain|cordon|uncordon node NAME, finish pod NAME, lose|detach eni of NAME, restart controller, "
                    + "degradation l0|l1|off, or fault KIND [API] [for DURATION] [times N]";
    private static final List<String> APIS = List.of(
            "CreateNetworkInterface",
            "AttachNetworkInterface",
            "DetachNetworkInterface",
            "DeleteNetworkInterface",
            "DescribeNetworkInterfaces",
            "DescribeVSwitches",
            "AssignPrivateIpAddresses",
            "UnassignPrivateIpAddresses",
            "AssignIpv6Addresses",
            "UnassignIpv6Addresses",
            "TagResources",
            "CreateElasticNetworkInterface",
            "AttachElasticNetworkInterface",
            "DetachElasticNetworkInterface",
            "DeleteElasticNetworkInterface",
            "ListElasticNetworkInterfaces");
    private static final List<String> WORKLOADS = List.of("deployment", "statefulset", "daemonset", "replicaset");

    private final Deque<String> words;
    private final Position at;
    private final Names names;
    private final String text;

    private ActionReader(String text, Position at, Names names) {
        this.text = text;
        this.words = new ArrayDeque<>(Arrays.asList(text.strip().split("\\s+")));
        this.at = at;
        this.names = names;
    }

    static Action read(String text, Position at, Names names) {
        ActionReader reader = new ActionReader(text, at, names);
        Action action = reader.action();
        if (!reader.words.isEmpty()) {
            throw new DocumentException(
                    at, "'" + text + "' goes on after its end with '" + reader.words.peek() + "'", FORMS);
        }
        return action;
    }

    private Action action() {
        String verb = next().toLowerCase(Locale.ROOT);
        return switch (verb) {
            case "delete" -> delete();
            case "force-delete" -> {
                require("pod");
                yield new Action.DeletePod(names.pod(next(), at), true);
            }
            case "finish" -> {
                require("pod");
                yield new Action.FinishPod(names.pod(next(), at));
            }
            case "scale" -> scale();
            case "drain" -> node(NodeChange.DRAIN);
            case "cordon" -> node(NodeChange.CORDON);
            case "uncordon" -> node(NodeChange.UNCORDON);
            case "lose", "detach" -> {
                require("eni");
                require("of");
                yield new Action.LoseInterfaces(names.pod(next(), at), verb.equals("lose"));
            }
            case "restart" -> {
                require("controller");
                yield new Action.RestartController();
            }
            case "degradation" -> new Action.Degrade(level(next()));
            case "fault" -> fault();
            default -> throw wrong();
        };
    }

    private Action delete() {
        String what = next().toLowerCase(Locale.ROOT);
        return switch (what) {
            case "pod" -> new Action.DeletePod(names.pod(next(), at), false);
            case "podeni" -> new Action.DeleteRecord(names.pod(next(), at));
            case "node" -> new ChangeNode(names.node(next(), at), NodeChange.DELETE);
            case "instance" -> new ChangeNode(names.node(next(), at), NodeChange.RELEASE_INSTANCE);
            default -> {
                if (!WORKLOADS.contains(what)) {
                    throw wrong();
                }
                yield new Action.DeleteWorkload(names.workload(what, next(), at));
            }
        };
    }

    private Action scale() {
        String first = next();
        boolean kind = WORKLOADS.contains(first.toLowerCase(Locale.ROOT));
        String name = kind ? next() : first;
        require("to");
        return new Action.Scale(
                names.workload(kind ? first.toLowerCase(Locale.ROOT) : "", name, at), whole(next(), 0, 1_000_000));
    }

    private Action node(NodeChange change) {
        if ("node".equalsIgnoreCase(words.peek())) {
            words.poll();
        }
        return new ChangeNode(names.node(next(), at), change);
    }

    private DegradationLevel level(String word) {
        try {
            return DegradationLevel.valueOf(word.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException none) {
            throw new DocumentException(at, "degradation is '" + word + "'", "use l0, l1 or off");
        }
    }

    private Action fault() {
        String kind = next().toLowerCase(Locale.ROOT);
        if (kind.equals("off")) {
            return new Action.Fail(null, null, null, null);
        }
        Fault fault = FaultNames.of(kind, at);
        String api = null;
        Duration period = null;
        Integer times = null;
        while (!words.isEmpty()) {
            String word = next();
            if (word.equals("for")) {
                period = ScenarioReader.duration(next(), at);
            } else if (word.equals("times")) {
                times = whole(next(), 1, 1_000_000);
            } else if (api == null) {
                api = api(word);
            } else {
                throw wrong();
            }
        }
        return new Action.Fail(fault, api, period, times);
    }

    private String api(String word) {
        if (!APIS.contains(word)) {
            throw new DocumentException(at, "there is no API " + word, "use one of " + String.join(", ", APIS));
        }
        return word;
    }

    private int whole(String word, int min, int max) {
        try {
            int number = Integer.parseInt(word);
            if (number >= min && number <= max) {
                return number;
            }
        } catch (NumberFormatException notANumber) {
            throw new DocumentException(at, "'" + word + "' is not a number", "write one from " + min + " to " + max);
        }
        throw new DocumentException(at, word + " is out of range", "write a number from " + min + " to " + max);
    }

    private void require(String word) {
        if (!word.equalsIgnoreCase(next())) {
            throw wrong();
        }
    }

    private String next() {
        @Nullable String word = words.poll();
        if (word == null || word.isEmpty()) {
            throw wrong();
        }
        return word;
    }

    private DocumentException wrong() {
        return new DocumentException(at, "'" + text + "' is not a step", FORMS);
    }
}
