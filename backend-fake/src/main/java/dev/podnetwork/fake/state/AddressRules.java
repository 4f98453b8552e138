package dev.podnetwork.fake.state;

import dev.podnetwork.api.EniId;
import dev.podnetwork.api.SecurityGroupId;
import dev.podnetwork.api.cloud.AddressCounts;
import dev.podnetwork.api.cloud.AddressOp;
import dev.podnetwork.api.cloud.AddressRequest;
import dev.podnetwork.api.cloud.CloudReply;
import dev.podnetwork.api.cloud.EniStatus;
import java.util.LinkedHashSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Whether addresses or prefixes may be assigned to an interface or taken from it, and the change: at once, all or nothing
 * (spec: openapi-wire §7.9–§7.11). One set of rules for both families; only their books, codes and limits differ.
 */
public final class AddressRules {
    private static final int MAX_NAMED_IPV4 = 32;

    private final CloudState cloud;

    /** Rules over this account. */
    public AddressRules(CloudState cloud) {
        this.cloud = cloud;
    }

    /** Assigns, unassigns, replays or refuses. */
    public Answer change(AddressOp op, long answeredAtNanos) {
        if (op instanceof AddressOp.AssignPrivateIpAddresses assign) {
            return assign(op, new Ask(assign.eni(), assign.what(), false), assign.clientToken(), answeredAtNanos);
        }
        if (op instanceof AddressOp.AssignIpv6Addresses assign) {
            return assign(op, new Ask(assign.eni(), assign.what(), true), assign.clientToken(), answeredAtNanos);
        }
        return op instanceof AddressOp.UnassignPrivateIpAddresses less
                ? unassign(new Ask(less.eni(), less.what(), false), answeredAtNanos)
                : unassign(new Ask(op.eni(), ((AddressOp.UnassignIpv6Addresses) op).what(), true), answeredAtNanos);
    }

    private record Ask(EniId id, AddressRequest what, boolean v6) {
        boolean prefixes() {
            return what instanceof AddressRequest.Prefixes || what instanceof AddressRequest.PrefixCount;
        }

        List<String> named() {
            if (what instanceof AddressRequest.Addresses addresses) {
                return addresses.addresses();
            }
            return what instanceof AddressRequest.Prefixes prefixes ? prefixes.prefixes() : List.of();
        }

        int count() {
            if (what instanceof AddressRequest.Count count) {
                return count.addresses();
            }
            return what instanceof AddressRequest.PrefixCount count ? count.prefixes() : named().size();
        }
    }

    private Answer assign(AddressOp op, Ask ask, String token, long answeredAt) {
        WireFault malformed = TokenStore.malformed(token);
        malformed = malformed != null ? malformed : malformed(ask);
        if (malformed != null) {
            return new Answer.Refused(malformed);
        }
        TokenStore.Issued before = cloud.tokens.find(token, cloud.now);
        if (before != null) {
            return again(op, token, before);
        }
        Eni eni = cloud.eni(ask.id());
        EniState now = eni == null ? null : eni.state;
        if (eni == null || now == null) {
            return Answer.notFound("InvalidEniId.NotFound", "interface " + ask.id());
        }
        WireFault refusal = busy(eni, now);
        refusal = refusal != null ? refusal : noRoom(ask, eni, now);
        return refusal != null ? new Answer.Refused(refusal) : assigned(op, ask, token, eni, now, answeredAt);
    }

    private Answer again(AddressOp op, String token, TokenStore.Issued before) {
        CloudReply reply = before.reply();
        if (reply == null || !op.equals(before.op())) {
            return new Answer.Refused(TokenStore.mismatch(token));
        }
        return before.answeredAtNanos() > cloud.now
                ? new Answer.Refused(WireFault.conflict("the client token " + token))
                : new Answer.Done(reply);
    }

    private Answer assigned(AddressOp op, Ask ask, String token, Eni eni, EniState now, long answeredAt) {
        Book book = eni.spec.vSwitch().book(ask.v6());
        if (book == null) {
            throw new IllegalStateException("no book for " + ask);
        }
        long[] named = numbers(ask, book);
        if (named == null) {
            return new Answer.Refused(notAnAddress(ask));
        }
        WireFault taken = taken(ask, eni, book, named);
        if (taken != null) {
            return new Answer.Refused(taken);
        }
        VSwitchState vSwitch = eni.spec.vSwitch();
        vSwitch.remember(cloud.now, cloud.history.horizonNanos());
        long[] added = named.length > 0 ? take(book, named, ask.prefixes()) : take(book, ask);
        long[] all = Addresses.plus(now.addresses().of(ask.v6(), ask.prefixes()), added);
        cloud.readdress(eni, now, now.addresses().with(ask.v6(), ask.prefixes(), all));
        eni.busyUntilNanos = answeredAt;
        List<String> texts = Addresses.texts(book, added, ask.prefixes());
        CloudReply reply = new CloudReply.AddressesAssigned(
                eni.id, ask.prefixes() ? List.of() : texts, ask.prefixes() ? texts : List.of());
        cloud.tokens.remember(new TokenStore.Issued(token, null, op, null, reply, cloud.now, answeredAt));
        return new Answer.Done(reply);
    }

    private static long[] take(Book book, Ask ask) {
        return VSwitchState.take(book, ask.count(), ask.prefixes());
    }

    private static long[] take(Book book, long[] named, boolean prefixes) {
        for (long each : named) {
            if (prefixes) {
                book.takeBlock(each);
            } else {
                book.take(each);
            }
        }
        return named;
    }

    private Answer unassign(Ask ask, long answeredAt) {
        WireFault malformed = malformed(ask);
        if (malformed != null) {
            return new Answer.Refused(malformed);
        }
        Eni eni = cloud.eni(ask.id());
        EniState now = eni == null ? null : eni.state;
        if (eni == null || now == null) {
            return Answer.notFound("InvalidEniId.NotFound", "interface " + ask.id());
        }
        WireFault busy = busy(eni, now);
        if (busy != null) {
            return new Answer.Refused(busy);
        }
        Book book = eni.spec.vSwitch().book(ask.v6());
        long[] less = book == null ? null : numbers(ask, book);
        long[] had = now.addresses().of(ask.v6(), ask.prefixes());
        boolean primary = less != null && !ask.v6() && !ask.prefixes() && Addresses.contains(less, had[0]);
        if (less == null || primary || !containsAll(had, less)) {
            return new Answer.Refused(WireFault.forbidden(
                    "InvalidIp.IpUnassigned", "not all of " + ask.named() + " are assigned to " + eni.id + "."));
        }
        eni.spec.vSwitch().remember(cloud.now, cloud.history.horizonNanos());
        VSwitchState.giveBack(book, ask.prefixes() ? Addresses.NONE : less, ask.prefixes() ? less : Addresses.NONE);
        long[] left = Addresses.minus(had, less);
        cloud.readdress(eni, now, now.addresses().with(ask.v6(), ask.prefixes(), left));
        eni.busyUntilNanos = answeredAt;
        return Answer.accepted();
    }

    private static boolean containsAll(long[] had, long[] wanted) {
        for (long each : wanted) {
            if (!Addresses.contains(had, each)) {
                return false;
            }
        }
        return true;
    }

    private @Nullable WireFault busy(Eni eni, EniState now) {
        if (eni.busyUntilNanos > cloud.now) {
            return WireFault.conflict(eni.id);
        }
        return now.status() == EniStatus.AVAILABLE || now.status() == EniStatus.IN_USE
                ? null
                : WireFault.invalid(
                        "InvalidOperation.InvalidEniState",
                        eni.id + " is " + now.status().wire() + ", neither Available nor InUse.");
    }

    private static @Nullable WireFault malformed(Ask ask) {
        int most = ask.prefixes() || ask.v6() ? AddressRequest.MAX_PER_CALL : MAX_NAMED_IPV4;
        if (ask.what() instanceof AddressRequest.Count && !ask.v6()) {
            most = AddressCounts.MAX_SECONDARY;
        }
        if (ask.count() < 1) {
            return ask.count() < 0
                    ? WireFault.invalid("InvalidParameter", "the count must be positive: " + ask.count())
                    : WireFault.forbidden("MissingParameter", "name or count at least one address or prefix.");
        }
        if (ask.count() > most) {
            return WireFault.invalid(
                    "InvalidParameter", ask.count() + " at once: one call takes at most " + most + ".");
        }
        return new LinkedHashSet<>(ask.named()).size() < ask.named().size()
                ? WireFault.forbidden("InvalidIp.IpRepeated", "an address is named twice: " + ask.named())
                : null;
    }

    private @Nullable WireFault noRoom(Ask ask, Eni eni, EniState now) {
        VSwitchState vSwitch = eni.spec.vSwitch();
        Book book = vSwitch.book(ask.v6());
        if (book == null) {
            return CreateRules.noIpv6(vSwitch);
        }
        WireFault limit = overLimit(ask, eni, now);
        if (limit == null && !ask.v6()) {
            limit = groupFull(now.groups(), ask.count() * (ask.prefixes() ? 16 : 1));
        }
        if (limit != null || !ask.named().isEmpty()) {
            return limit;
        }
        int addresses = ask.prefixes() ? 0 : ask.count();
        int blocks = ask.prefixes() ? ask.count() : 0;
        return book.has(addresses, blocks) ? null : CreateRules.notEnough(vSwitch, addresses, blocks);
    }

    /** The counts of the type while attached, the API's own while not (spec: openapi-wire §7.9, §7.11). */
    private static @Nullable WireFault overLimit(Ask ask, Eni eni, EniState now) {
        long[] all = new long[now.addresses().of(ask.v6(), ask.prefixes()).length + ask.count()];
        Addresses after = now.addresses().with(ask.v6(), ask.prefixes(), all);
        InstanceState on = now.instance();
        if (on != null) {
            return AttachRules.tooManyAddresses(eni, after, on);
        }
        if (after.ipv4Slots() - 1 > AddressCounts.MAX_SECONDARY) {
            return WireFault.forbidden(
                    "MaxEniPrivateIpsCountExceeded",
                    eni.id + " would have " + (after.ipv4Slots() - 1) + " secondary addresses and prefixes, more than "
                            + AddressCounts.MAX_SECONDARY + ".");
        }
        return after.ipv6Slots() > AddressRequest.MAX_PER_CALL
                ? WireFault.forbidden(
                        "MaxEniIpv6IpsCountExceeded",
                        eni.id + " would have " + after.ipv6Slots() + " IPv6 addresses and prefixes, more than "
                                + AddressRequest.MAX_PER_CALL + ".")
                : null;
    }

    private @Nullable WireFault groupFull(List<SecurityGroupId> groups, int more) {
        for (SecurityGroupId id : groups) {
            GroupState group = cloud.groups.get(id);
            WireFault full = group == null ? null : group.full(more);
            if (full != null) {
                return full;
            }
        }
        return null;
    }

    /** The numbers of what is named, null when something is no address or prefix of the vSwitch. */
    private static long @Nullable [] numbers(Ask ask, Book book) {
        long[] numbers = new long[ask.named().size()];
        try {
            for (int i = 0; i < numbers.length; i++) {
                String text = ask.named().get(i);
                numbers[i] = ask.prefixes() ? book.parseBlock(text) : book.parse(text);
            }
        } catch (IllegalArgumentException notOurs) {
            return null;
        }
        return numbers;
    }

    private static WireFault notAnAddress(Ask ask) {
        return ask.v6()
                ? WireFault.forbidden("InvalidIp.Address", "not all of " + ask.named() + " are in the vSwitch's block.")
                : WireFault.forbidden("InvalidVSwitchId.IpInvalid", "not all of " + ask.named() + " are valid.");
    }

    private static @Nullable WireFault taken(Ask ask, Eni eni, Book book, long[] named) {
        for (int i = 0; i < named.length; i++) {
            if (!book.covers(named[i]) && !(ask.v6() && ask.prefixes())) {
                return notAnAddress(ask);
            }
            if (!(ask.prefixes() ? book.isBlockFree(named[i]) : book.isFree(named[i]))) {
                return WireFault.forbidden(
                        "InvalidIp.IpAssigned", ask.named().get(i) + " is assigned already; asked for " + eni.id + ".");
            }
        }
        return null;
    }
}
