package dev.podnetwork.fake.state;

import dev.podnetwork.api.EniId;
import dev.podnetwork.api.cloud.CloudOp;
import dev.podnetwork.api.cloud.CloudReply;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What tags may be, how they are added, and how they are listed past the cap of a tag filter (spec: openapi-wire §7.14). */
public final class TagRules {
    private static final int MAX_TAGS = 20;
    private static final int MAX_LENGTH = 128;
    private static final int MAX_RESOURCES = 50;
    private static final int PAGE = 50;

    private final CloudState cloud;

    /** Rules over this account. */
    public TagRules(CloudState cloud) {
        this.cloud = cloud;
    }

    /** Adds or overwrites tags of interfaces; all or nothing. */
    public Answer tag(CloudOp.TagEnis op, long answeredAtNanos) {
        WireFault malformed = op.enis().isEmpty() || op.enis().size() > MAX_RESOURCES
                ? WireFault.invalid("InvalidParameter", "ResourceId must name 1 to " + MAX_RESOURCES + " interfaces.")
                : malformed(op.tags());
        if (malformed != null) {
            return new Answer.Refused(malformed);
        }
        for (EniId id : op.enis()) {
            WireFault refusal = refusal(id, op.tags());
            if (refusal != null) {
                return new Answer.Refused(refusal);
            }
        }
        for (EniId id : op.enis()) {
            Eni eni = cloud.eni(id);
            if (eni != null && eni.state != null) {
                eni.busyUntilNanos = answeredAtNanos;
                cloud.change(eni, eni.state.tagged(eni.state.tags().with(op.tags())));
            }
        }
        return Answer.accepted();
    }

    /** Lists tags of interfaces, 50 at a time. */
    public Answer list(CloudOp.ListTags op) {
        if (op.enis().size() > MAX_RESOURCES || op.tags().size() > MAX_TAGS) {
            return new Answer.Refused(WireFault.invalid(
                    "InvalidParameter",
                    "at most " + MAX_RESOURCES + " interfaces and " + MAX_TAGS + " tags may be named."));
        }
        String query = "tags" + op.enis() + op.tags();
        PageToken from = PageToken.parse(op.nextToken(), query);
        if (from == null) {
            return new Answer.Refused(PageToken.unknown(op.nextToken()));
        }
        Map<EniId, Map<String, String>> page = new LinkedHashMap<>();
        long last = from.number();
        for (Eni eni = next(last); eni != null; eni = next(last)) {
            if (wanted(eni, op)) {
                if (page.size() == PAGE) {
                    return page(page, new PageToken(last, 0).text(query));
                }
                page.put(eni.id, eni.state == null ? Map.of() : eni.state.tags());
            }
            last = eni.number;
        }
        return page(page, null);
    }

    static @Nullable WireFault malformed(Map<String, String> tags) {
        if (tags.size() > MAX_TAGS) {
            return WireFault.forbidden(
                    "QuotaExceed.Tags", tags.size() + " tags: a resource carries at most " + MAX_TAGS + ".");
        }
        for (Map.Entry<String, String> tag : tags.entrySet()) {
            String key = tag.getKey();
            if (key.isBlank() || key.length() > MAX_LENGTH || reserved(key) || isLink(key)) {
                return WireFault.invalid("InvalidTagKey.Malformed", "tag key '" + key + "' is not permitted.");
            }
            if (tag.getValue().length() > MAX_LENGTH || isLink(tag.getValue())) {
                return WireFault.invalid(
                        "InvalidTagValue.Malformed", "the value of tag '" + key + "' is not permitted.");
            }
        }
        return null;
    }

    private static boolean reserved(String key) {
        return key.startsWith("acs:") || key.startsWith("aliyun");
    }

    private static boolean isLink(String text) {
        return text.contains("http://") || text.contains("https://");
    }

    private @Nullable WireFault refusal(EniId id, Map<String, String> tags) {
        Eni eni = cloud.eni(id);
        if (eni == null || eni.state == null) {
            return WireFault.notFound("InvalidResourceId.NotFound", "interface " + id);
        }
        if (eni.busyUntilNanos > cloud.now) {
            return WireFault.conflict(id);
        }
        return eni.state.tags().with(tags).size() > MAX_TAGS
                ? WireFault.forbidden("QuotaExceed.Tags", id + " would carry more than " + MAX_TAGS + " tags.")
                : null;
    }

    private static boolean wanted(Eni eni, CloudOp.ListTags op) {
        return eni.state != null
                && (op.enis().isEmpty() || op.enis().contains(eni.id))
                && eni.state.tags().containsAll(op.tags());
    }

    private @Nullable Eni next(long number) {
        return cloud.enis.firstFrom(cloud.enis.after(number));
    }

    private static Answer page(Map<EniId, Map<String, String>> tags, @Nullable String nextToken) {
        return new Answer.Done(new CloudReply.TagPage(Collections.unmodifiableMap(tags), nextToken));
    }
}
