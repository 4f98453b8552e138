package dev.podnetwork.journal;

import dev.podnetwork.api.EniId;
import dev.podnetwork.api.PodUid;
import dev.podnetwork.api.VSwitchId;
import dev.podnetwork.api.pool.CloudIntent;
import dev.podnetwork.api.pool.JournalEntry;
import dev.podnetwork.api.pool.Lease;
import dev.podnetwork.api.pool.LeaseAddress;
import dev.podnetwork.api.pool.LeaseOwner;
import dev.podnetwork.journal.ByteSource.FormatException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How one kind of entry is written. The numbers are the format: one that was ever used is never given to another kind.
 *
 * @param number 1 to 255
 * @param type the kind
 * @param writer appends the entry to a sink
 * @param reader the opposite
 */
record EntryKind<E extends JournalEntry>(int number, Class<E> type, Writer<E> writer, Reader<E> reader) {
    interface Writer<E> {
        void write(ByteSink out, E entry);
    }

    interface Reader<E> {
        E read(ByteSource in) throws FormatException;
    }

    private static final List<EntryKind<?>> KINDS = List.of(
            new EntryKind<>(
                    1,
                    JournalEntry.Leased.class,
                    (out, e) -> putLease(out, e.lease()),
                    in -> new JournalEntry.Leased(lease(in))),
            new EntryKind<>(
                    2,
                    JournalEntry.Released.class,
                    (out, e) -> {
                        putOwner(out, e.owner());
                        putAddress(out, e.address());
                        out.putInstant(e.reusableAt());
                    },
                    in -> new JournalEntry.Released(owner(in), address(in), in.getInstant())),
            new EntryKind<>(
                    3,
                    JournalEntry.Forgotten.class,
                    (out, e) -> putAddress(out, e.address()),
                    in -> new JournalEntry.Forgotten(address(in))),
            new EntryKind<>(
                    4,
                    JournalEntry.Tombstone.class,
                    (out, e) -> {
                        putOwner(out, e.owner());
                        out.putText(e.containerId());
                        out.putInstant(e.until());
                    },
                    in -> new JournalEntry.Tombstone(owner(in), in.getText(), in.getInstant())),
            new EntryKind<>(
                    5,
                    JournalEntry.Held.class,
                    (out, e) -> {
                        out.putText(e.address());
                        out.putText(e.holder());
                        out.putInstant(e.until());
                    },
                    in -> new JournalEntry.Held(in.getText(), in.getText(), in.getInstant())),
            new EntryKind<>(
                    6,
                    JournalEntry.HoldEnded.class,
                    (out, e) -> {
                        out.putText(e.address());
                        out.putText(e.holder());
                    },
                    in -> new JournalEntry.HoldEnded(in.getText(), in.getText())),
            new EntryKind<>(
                    7,
                    JournalEntry.IntentOpened.class,
                    (out, e) -> putIntent(out, e.intent()),
                    in -> new JournalEntry.IntentOpened(intent(in))),
            new EntryKind<>(
                    8,
                    JournalEntry.IntentClosed.class,
                    (out, e) -> out.putLong(e.number()),
                    in -> new JournalEntry.IntentClosed(in.getLong())),
            new EntryKind<>(
                    9,
                    JournalEntry.WarmedUp.class,
                    (out, e) -> out.putInstant(e.at()),
                    in -> new JournalEntry.WarmedUp(in.getInstant())),
            new EntryKind<>(
                    10,
                    JournalEntry.Epoch.class,
                    (out, e) -> {
                        out.putText(e.owner());
                        out.putLong(e.number());
                    },
                    in -> new JournalEntry.Epoch(in.getText(), in.getLong())),
            new EntryKind<>(
                    11,
                    JournalEntry.Cooling.class,
                    (out, e) -> {
                        putAddress(out, e.address());
                        out.putInstant(e.reusableAt());
                    },
                    in -> new JournalEntry.Cooling(address(in), in.getInstant())));

    /** Writes number and content of an entry. */
    static void write(ByteSink out, JournalEntry entry) {
        for (EntryKind<?> kind : KINDS) {
            if (kind.type.isInstance(entry)) {
                kind.writeThis(out, entry);
                return;
            }
        }
        throw new IllegalArgumentException("an entry of a kind that has no format: " + entry);
    }

    /** Reads what {@link #write} wrote. */
    static JournalEntry read(ByteSource in) throws FormatException {
        int number = in.get();
        for (EntryKind<?> kind : KINDS) {
            if (kind.number == number) {
                return kind.readThis(in);
            }
        }
        throw new FormatException("an entry of kind " + number + ", and the kinds known here are 1 to " + KINDS.size());
    }

    private void writeThis(ByteSink out, JournalEntry entry) {
        out.put(number);
        writer.write(out, type.cast(entry));
    }

    private E readThis(ByteSource in) throws FormatException {
        E entry;
        try {
            entry = reader.read(in);
        } catch (IllegalArgumentException e) {
            throw new FormatException("an entry of kind " + number + " that is not valid here: " + e.getMessage());
        }
        if (in.hasMore()) {
            throw new FormatException("an entry of kind " + number + " that holds more than is known here");
        }
        return entry;
    }

    private static void putOwner(ByteSink out, LeaseOwner owner) {
        out.putText(owner.podUid().value());
        out.putText(owner.ifName());
    }

    private static LeaseOwner owner(ByteSource in) throws FormatException {
        return LeaseOwner.of(PodUid.of(in.getText()), in.getText());
    }

    private static void putAddress(ByteSink out, LeaseAddress address) {
        out.putText(address.eni().value());
        out.putText(address.ipv4());
        out.putText(address.ipv6());
    }

    private static LeaseAddress address(ByteSource in) throws FormatException {
        return new LeaseAddress(EniId.of(in.getText()), in.getTextOrNull(), in.getTextOrNull());
    }

    private static void putLease(ByteSink out, Lease lease) {
        putOwner(out, lease.owner());
        out.putText(lease.containerId());
        putAddress(out, lease.address());
    }

    private static Lease lease(ByteSource in) throws FormatException {
        return new Lease(owner(in), in.getText(), address(in));
    }

    private static void putIntent(ByteSink out, CloudIntent intent) {
        out.putLong(intent.number());
        out.put(number(intent.kind()));
        out.putText(intent.clientToken());
        EniId eni = intent.eni();
        out.putText(eni == null ? null : eni.value());
        VSwitchId vSwitch = intent.vSwitch();
        out.putText(vSwitch == null ? null : vSwitch.value());
        out.putInt(intent.ipv4Count());
        out.putInt(intent.ipv6Count());
        out.putInt(intent.addresses().size());
        intent.addresses().forEach(out::putText);
        out.putInstant(intent.openedAt());
    }

    private static CloudIntent intent(ByteSource in) throws FormatException {
        long number = in.getLong();
        CloudIntent.Kind kind = intentKind(in.get());
        String token = in.getText();
        String eni = in.getTextOrNull();
        String vSwitch = in.getTextOrNull();
        int ipv4Count = in.getInt();
        int ipv6Count = in.getInt();
        List<String> addresses = texts(in);
        return new CloudIntent(
                number,
                kind,
                token,
                eniOrNull(eni),
                vSwitchOrNull(vSwitch),
                ipv4Count,
                ipv6Count,
                addresses,
                in.getInstant());
    }

    private static List<String> texts(ByteSource in) throws FormatException {
        List<String> texts = new ArrayList<>();
        for (int left = in.getInt(); left > 0; left--) {
            texts.add(in.getText());
        }
        return texts;
    }

    private static @Nullable EniId eniOrNull(@Nullable String eni) {
        return eni == null ? null : EniId.of(eni);
    }

    private static @Nullable VSwitchId vSwitchOrNull(@Nullable String vSwitch) {
        return vSwitch == null ? null : VSwitchId.of(vSwitch);
    }

    /** Not the ordinal: the order of the constants is not part of the format. */
    private static int number(CloudIntent.Kind kind) {
        return switch (kind) {
            case CREATE_ENI -> 1;
            case ASSIGN_ADDRESSES -> 2;
            case ASSIGN_PREFIXES -> 3;
            case UNASSIGN -> 4;
            case DELETE_ENI -> 5;
        };
    }

    private static CloudIntent.Kind intentKind(int number) throws FormatException {
        for (CloudIntent.Kind kind : CloudIntent.Kind.values()) {
            if (number(kind) == number) {
                return kind;
            }
        }
        throw new FormatException("a cloud call of kind " + number + ", which is not known here");
    }
}
