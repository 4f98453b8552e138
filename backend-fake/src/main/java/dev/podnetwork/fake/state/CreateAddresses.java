package dev.podnetwork.fake.state;

import dev.podnetwork.api.cloud.AddressCounts;
import java.util.HashSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The addresses of one create: those it names, as numbers, and how many more of the cloud's choice (spec: openapi-wire
 * §7.2). Made, asked for a refusal, and then taken.
 */
final class CreateAddresses {
    private static final int MAX_NAMED = 10;
    private static final Addresses NOTHING =
            new Addresses(Addresses.NONE, Addresses.NONE, Addresses.NONE, Addresses.NONE);

    private final VSwitchState vSwitch;
    private final AddressCounts counts;
    private final NamedAddresses named;
    private Addresses numbers = NOTHING;

    CreateAddresses(VSwitchState vSwitch, AddressCounts counts, NamedAddresses named) {
        this.vSwitch = vSwitch;
        this.counts = counts;
        this.named = named;
    }

    /** Everything it will have beside the primary address, named or not. */
    static AddressCounts total(AddressCounts counts, NamedAddresses named) {
        if (named.isNone()) {
            return counts;
        }
        return new AddressCounts(
                counts.secondaryIpv4() + named.ipv4().size(),
                counts.ipv6() + named.ipv6().size(),
                counts.ipv4Prefixes() + named.ipv4Prefixes().size(),
                counts.ipv6Prefixes() + named.ipv6Prefixes().size());
    }

    /** What is wrong with the request as such. */
    static @Nullable WireFault malformed(AddressCounts counts, NamedAddresses named) {
        if (named.isNone()) {
            return null;
        }
        WireFault fault = either("PrivateIpAddress", named.ipv4(), counts.secondaryIpv4());
        fault = fault != null ? fault : either("Ipv6Address", named.ipv6(), counts.ipv6());
        fault = fault != null ? fault : either("Ipv4Prefix", named.ipv4Prefixes(), counts.ipv4Prefixes());
        fault = fault != null ? fault : either("Ipv6Prefix", named.ipv6Prefixes(), counts.ipv6Prefixes());
        return fault != null ? fault : repeated(named);
    }

    private static @Nullable WireFault either(String name, List<String> given, int count) {
        if (given.size() > MAX_NAMED) {
            return WireFault.invalid(
                    "InvalidParameter", given.size() + " values of " + name + ": a create takes " + MAX_NAMED + ".");
        }
        return given.isEmpty() || count == 0
                ? null
                : WireFault.invalid("InvalidParameter.Conflict", name + ".N and its count exclude each other.");
    }

    private static @Nullable WireFault repeated(NamedAddresses named) {
        for (List<String> list : List.of(named.allIpv4(), named.ipv6(), named.ipv4Prefixes(), named.ipv6Prefixes())) {
            if (new HashSet<>(list).size() < list.size()) {
                return WireFault.forbidden("InvalidIp.IpRepeated", "an address is named twice: " + list);
            }
        }
        return null;
    }

    /** Why something that is named cannot be had, null when all of it can. */
    @Nullable
    WireFault refusal() {
        if (named.isNone()) {
            return null;
        }
        if (vSwitch.ipv6 == null
                && !(named.ipv6().isEmpty() && named.ipv6Prefixes().isEmpty())) {
            return CreateRules.noIpv6(vSwitch);
        }
        try {
            Book ipv6 = vSwitch.ipv6;
            numbers = new Addresses(
                    free(vSwitch.addresses, named.allIpv4(), false),
                    ipv6 == null ? Addresses.NONE : free(ipv6, named.ipv6(), false),
                    free(vSwitch.addresses, named.ipv4Prefixes(), true),
                    ipv6 == null ? Addresses.NONE : free(ipv6, named.ipv6Prefixes(), true));
            return null;
        } catch (NotFree e) {
            return e.fault;
        }
    }

    private static long[] free(Book book, List<String> texts, boolean blocks) throws NotFree {
        boolean v4 = book instanceof AddressBook;
        long[] numbers = new long[texts.size()];
        for (int i = 0; i < numbers.length; i++) {
            String text = texts.get(i);
            try {
                numbers[i] = blocks ? book.parseBlock(text) : book.parse(text);
            } catch (IllegalArgumentException notOurs) {
                throw NotFree.outside(v4, text);
            }
            if (!book.covers(numbers[i]) && (v4 || !blocks)) {
                throw NotFree.outside(v4, text);
            }
            if (!(blocks ? book.isBlockFree(numbers[i]) : book.isFree(numbers[i]))) {
                throw new NotFree(
                        v4
                                ? WireFault.invalid(
                                        "InvalidPrivateIpAddress.Duplicated", text + " is assigned already.")
                                : WireFault.forbidden("InvalidIp.Address", text + " is assigned already."));
            }
        }
        return numbers;
    }

    /** Takes them all, or none and answers null: what is left beside the named ones is not enough. */
    @Nullable
    Addresses take() {
        if (named.isNone()) {
            return vSwitch.take(counts);
        }
        mark(vSwitch.addresses, numbers.ipv4(), numbers.ipv4Prefixes());
        mark(vSwitch.ipv6, numbers.ipv6(), numbers.ipv6Prefixes());
        int singles = (named.primary() == null ? 1 : 0) + counts.secondaryIpv4();
        Book ipv6 = vSwitch.ipv6;
        boolean enough = vSwitch.addresses.has(singles, counts.ipv4Prefixes())
                && (ipv6 == null || ipv6.has(counts.ipv6(), counts.ipv6Prefixes()));
        if (!enough) {
            vSwitch.giveBack(numbers);
            return null;
        }
        // Blocks first: single addresses could break the last free one.
        long[] prefixes = more(vSwitch.addresses, numbers.ipv4Prefixes(), counts.ipv4Prefixes(), true);
        long[] prefixes6 = more(ipv6, numbers.ipv6Prefixes(), counts.ipv6Prefixes(), true);
        return new Addresses(ipv4(singles), more(ipv6, numbers.ipv6(), counts.ipv6(), false), prefixes, prefixes6);
    }

    /** The primary one first: named, or the first that the cloud chooses. */
    private long[] ipv4(int singles) {
        long[] chosen = VSwitchState.take(vSwitch.addresses, singles, false);
        return named.primary() == null
                ? Addresses.plus(chosen, numbers.ipv4())
                : Addresses.plus(numbers.ipv4(), chosen);
    }

    private static long[] more(@Nullable Book book, long[] has, int count, boolean blocks) {
        return Addresses.plus(has, VSwitchState.take(book, count, blocks));
    }

    private static void mark(@Nullable Book book, long[] singles, long[] blocks) {
        if (book != null) {
            for (long each : singles) {
                book.take(each);
            }
            for (long each : blocks) {
                book.takeBlock(each);
            }
        }
    }

    private static final class NotFree extends Exception {
        private static final long serialVersionUID = 1;

        private final transient WireFault fault;

        NotFree(WireFault fault) {
            super(fault.code(), null, false, false);
            this.fault = fault;
        }

        static NotFree outside(boolean v4, String text) {
            return new NotFree(WireFault.forbidden(
                    v4 ? "InvalidVSwitchId.IpInvalid" : "InvalidIp.Address",
                    text + " is not an address of the vSwitch that an interface can have."));
        }
    }
}
