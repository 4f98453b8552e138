package dev.podnetwork.fake.state;

/** IPv4 addresses as text. */
final class Ipv4Text {
    private Ipv4Text() {}

    static String of(int address) {
        return (address >>> 24) + "." + (address >>> 16 & 255) + "." + (address >>> 8 & 255) + "." + (address & 255);
    }

    static int parse(String text) {
        String[] parts = text.split("\\.", -1);
        if (parts.length != 4) {
            throw new IllegalArgumentException("not an IPv4 address: " + text);
        }
        int address = 0;
        for (String part : parts) {
            address = address << 8 | part(part, 255);
        }
        return address;
    }

    static int part(String text, int max) {
        int value = -1;
        if (!text.isEmpty() && text.length() <= 3 && text.chars().allMatch(c -> c >= '0' && c <= '9')) {
            value = Integer.parseInt(text);
        }
        if (value < 0 || value > max) {
            throw new IllegalArgumentException("not a number of an IPv4 block: " + text);
        }
        return value;
    }
}
