package dev.podnetwork.core.node;

import dev.podnetwork.api.EniId;
import dev.podnetwork.api.cloud.AddressOp;
import dev.podnetwork.api.cloud.AddressRequest;
import dev.podnetwork.api.cloud.CloudFault;
import dev.podnetwork.api.cloud.CloudOp;
import dev.podnetwork.api.cloud.CloudReply;
import dev.podnetwork.api.pool.CloudIntent;
import dev.podnetwork.core.cloud.Priority;
import dev.podnetwork.core.plan.EniReading.Incoming;
import dev.podnetwork.core.pool.AddressStatus;
import dev.podnetwork.core.retry.RetryPolicy;
import java.util.ArrayList;
import java.util.List;

/**
 * More addresses, or prefixes, for an attached interface: IPv4 first, then IPv6. The token makes a repeated call the same
 * call, so an answer that was lost is asked for again (spec: node-ipam §2.12).
 */
final class AssignWork extends EniWork {
    private final int ipv4;
    private final int ipv6;
    private final boolean prefixes;
    private final Priority priority;
    private final List<String> gotIpv4 = new ArrayList<>();
    private final List<String> gotIpv6 = new ArrayList<>();

    AssignWork(NodeCore node, NodeEni eni, Ask ask) {
        super(node, eni);
        this.ipv4 = ask.ipv4();
        this.ipv6 = ask.ipv6();
        this.prefixes = ask.prefixes();
        this.priority = ask.urgent() ? Priority.POD : Priority.WARM_UP;
        eni.incoming = prefixes ? new Incoming(0, 0, ipv4, ipv6) : new Incoming(ipv4, ipv6, 0, 0);
    }

    /** What to ask for. */
    record Ask(int ipv4, int ipv6, boolean prefixes, boolean urgent) {}

    void start() {
        reserve(1);
        CloudIntent.Kind kind = prefixes ? CloudIntent.Kind.ASSIGN_PREFIXES : CloudIntent.Kind.ASSIGN_ADDRESSES;
        open(new Intents.Wish(kind, eni.knownId(), eni.vSwitch, ipv4, ipv6, List.of()), this::send);
    }

    /** Another process opened the intent not long ago: the same token brings the same addresses, and no others. */
    void resume(CloudIntent before, long ageNanos) {
        intent = before;
        openedAt = node.now() - ageNanos;
        reserve(1);
        send();
    }

    private void reserve(int sign) {
        node.fleet.ledger.reserve(eni.vSwitch, sign * addresses());
    }

    private int addresses() {
        return prefixes ? 16 * ipv4 : ipv4;
    }

    private void send() {
        EniId id = eni.knownId();
        if (ipv4 > 0 && gotIpv4.isEmpty()) {
            send(new AddressOp.AssignPrivateIpAddresses(id, request(ipv4), opened().clientToken()), gotIpv4);
        } else if (ipv6 > 0 && gotIpv6.isEmpty()) {
            send(new AddressOp.AssignIpv6Addresses(id, request(ipv6), opened().clientToken() + "6"), gotIpv6);
        } else {
            end();
        }
    }

    private AddressRequest request(int count) {
        return prefixes ? AddressRequest.prefixCount(count) : AddressRequest.count(count);
    }

    private void send(CloudOp op, List<String> got) {
        call(op, priority, (reply, sentAt) -> {
            if (reply instanceof CloudReply.AddressesAssigned assigned) {
                succeeded();
                got.addAll(prefixes ? assigned.prefixes() : assigned.addresses());
                if (got.isEmpty()) {
                    end();
                } else {
                    send();
                }
            } else {
                failed(Answered.faultOf(reply));
            }
        });
    }

    private void failed(CloudFault fault) {
        switch (fault.kind()) {
            case THROTTLED, UNAVAILABLE, OUTCOME_UNKNOWN, CONFLICT -> {
                if (tokenIsYoung()) {
                    again(fault, this::send);
                } else {
                    refused(fault);
                }
            }
            default -> refused(fault);
        }
    }

    private void refused(CloudFault fault) {
        trouble(fault);
        if (fault.kind() == CloudFault.Kind.ADDRESS_EXHAUSTED) {
            if (prefixes) {
                node.planner.noBlock(eni.vSwitch);
            } else {
                node.fleet.ledger.exhausted(eni.vSwitch, node.now());
            }
            node.fleet.readVSwitches(List.of(eni.vSwitch), priority);
        } else {
            // It has more than we know, or is not what we think: the cloud is asked before it is tried again.
            node.sync.soon();
            eni.refusals++;
            node.pause(
                    eni,
                    RetryPolicy.decide(fault, eni.refusals, node.fleet.env.nextLong())
                            .nanos(),
                    fault.code() + " " + fault.message());
        }
        end();
    }

    private void end() {
        reserve(-1);
        node.fleet.ledger.made(eni.vSwitch, (prefixes ? 16 : 1) * gotIpv4.size(), node.now());
        if (prefixes) {
            gotIpv4.forEach(cidr -> node.prefixes.add(eni, cidr));
            gotIpv6.forEach(cidr -> node.prefixes.add(eni, cidr));
        } else {
            List<String> rest = node.pool.complete(eni, gotIpv6, node.now());
            int added = CloudView.addAll(node, eni, gotIpv4, rest, address -> AddressStatus.VALID);
            node.warmUp.obtained(added);
        }
        node.intents.close(opened(), List.of());
        node.settled(eni);
    }
}
