package dev.podnetwork.core.node;

import com.google.common.hash.Hashing;
import dev.podnetwork.api.EniId;
import dev.podnetwork.api.VSwitchId;
import dev.podnetwork.api.cloud.EniDescription;
import dev.podnetwork.api.pool.CloudIntent;
import dev.podnetwork.api.pool.JournalEntry;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Numbers intents, makes each durable before its call, and closes it when the outcome is known. */
final class Intents {
    private static final int TOKEN_LENGTH = 40;

    private final NodeCore node;
    private final Map<Long, CloudIntent> open = new LinkedHashMap<>();
    private long last;

    Intents(NodeCore node) {
        this.node = node;
    }

    /** What is asked of the cloud, before it has a number. */
    record Wish(
            CloudIntent.Kind kind,
            @Nullable EniId eni,
            @Nullable VSwitchId vSwitch,
            int ipv4,
            int ipv6,
            List<String> addresses) {}

    /** Those of the process before; numbers go on after the largest. */
    void recover(List<CloudIntent> before) {
        for (CloudIntent intent : before) {
            open.put(intent.number(), intent);
            last = Math.max(last, intent.number());
        }
        // Closed intents leave no trace, and a number must not come again: the epoch rises with every start.
        last = Math.max(last, node.epoch << 32);
    }

    /** Opens an intent; goes on when it is durable. */
    void open(Wish wish, List<JournalEntry> along, Consumer<CloudIntent> then) {
        long number = ++last;
        CloudIntent intent = new CloudIntent(
                number,
                wish.kind(),
                token(number),
                wish.eni(),
                wish.vSwitch(),
                wish.ipv4(),
                wish.ipv6(),
                wish.addresses(),
                node.fleet.env.now());
        open.put(number, intent);
        List<JournalEntry> entries = new ArrayList<>(along);
        entries.add(new JournalEntry.IntentOpened(intent));
        node.write(entries, () -> then.accept(intent));
    }

    /** Settles an intent, with what else is to be remembered. */
    void close(CloudIntent intent, List<JournalEntry> along) {
        open.remove(intent.number());
        List<JournalEntry> entries = new ArrayList<>(along);
        entries.add(new JournalEntry.IntentClosed(intent.number()));
        node.write(entries, () -> {});
    }

    /** The entry that settles an intent, for whoever writes it together with others. */
    JournalEntry closing(CloudIntent intent) {
        open.remove(intent.number());
        return new JournalEntry.IntentClosed(intent.number());
    }

    /** Whether somebody is at work on what an intent made. */
    boolean awaits(EniDescription seen) {
        String token = seen.tags().get(NodeTags.INTENT);
        return open.values().stream().anyMatch(each -> each.clientToken().equals(token));
    }

    /** Intents whose outcome is not known. */
    List<CloudIntent> open() {
        return List.copyOf(open.values());
    }

    private String token(long number) {
        String text = node.spec.instance() + "/" + number + "/" + node.fleet.env.nextLong();
        return Hashing.sha256()
                .hashString(text, StandardCharsets.UTF_8)
                .toString()
                .substring(0, TOKEN_LENGTH);
    }
}
