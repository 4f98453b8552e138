package dev.podnetwork.fake.wire;

import dev.podnetwork.fake.wire.gate.Acs3Signature;
import dev.podnetwork.fake.wire.gate.Parameters;
import dev.podnetwork.fake.wire.gate.Percent;
import dev.podnetwork.fake.wire.gate.RpcSignature;
import dev.podnetwork.fake.wire.http.HttpRequest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Writes requests byte by byte, right or wrong on purpose. One connection per request. */
final class RawClient {
    private final int port;
    private int nonces;

    RawClient(int port) {
        this.port = port;
    }

    /** An answer. */
    record Answer(int status, Map<String, String> headers, String body) {
        String code() {
            int at = body.indexOf("\"Code\":\"");
            return at < 0 ? "" : body.substring(at + 8, body.indexOf('"', at + 8));
        }
    }

    Map<String, String> parameters(String action) {
        Map<String, String> all = new LinkedHashMap<>();
        all.put("Action", action);
        all.put("Version", action.contains("VSwitch") ? "2016-04-28" : "2014-05-26");
        all.put("RegionId", "cn-hangzhou");
        all.put("Format", "JSON");
        all.put("AccessKeyId", "ak");
        all.put("SignatureMethod", "HMAC-SHA1");
        all.put("SignatureVersion", "1.0");
        all.put("SignatureType", "");
        all.put("SignatureNonce", "nonce-" + System.nanoTime() + "-" + nonces++);
        all.put("Timestamp", Instant.now().truncatedTo(ChronoUnit.SECONDS).toString());
        return all;
    }

    Answer rpc(String method, Map<String, String> parameters, boolean inBody) throws IOException {
        Map<String, String> all = new LinkedHashMap<>(parameters);
        all.putIfAbsent("Signature", RpcSignature.sign("sk", RpcSignature.stringToSign(method, all, true)));
        String text = text(all);
        return inBody
                ? send(method
                        + " / HTTP/1.1\r\nHost: x\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: "
                        + text.length() + "\r\nConnection: close\r\n\r\n" + text)
                : send(method + " /?" + text + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
    }

    Answer acs3(String action, Map<String, String> query, Map<String, String> override) throws IOException {
        Map<String, String> headers = new TreeMap<>();
        headers.put("host", "127.0.0.1:" + port);
        headers.put("x-acs-action", action);
        headers.put("x-acs-version", action.contains("VSwitch") ? "2016-04-28" : "2014-05-26");
        headers.put("x-acs-date", Instant.now().truncatedTo(ChronoUnit.SECONDS).toString());
        headers.put("x-acs-signature-nonce", "nonce-" + System.nanoTime() + "-" + nonces++);
        headers.put("x-acs-content-sha256", sha256(new byte[0]));
        headers.putAll(override);
        String names = String.join(";", headers.keySet());
        Acs3Signature acs3 =
                Acs3Signature.parse("ACS3-HMAC-SHA256 Credential=ak,SignedHeaders=" + names + ",Signature=0");
        String raw = text(query);
        HttpRequest signed = new HttpRequest("POST", "/", raw, headers, new byte[0]);
        String signature = Acs3Signature.sign("sk", acs3.stringToSign(signed, Parameters.parse(raw)));
        String head = headers.entrySet().stream()
                .map(h -> h.getKey() + ": " + h.getValue() + "\r\n")
                .collect(Collectors.joining());
        return send("POST /?" + raw + " HTTP/1.1\r\n" + head
                + "Authorization: ACS3-HMAC-SHA256 Credential=ak,SignedHeaders=" + names + ",Signature=" + signature
                + "\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\n0\r\n\r\n");
    }

    Answer send(String request) throws IOException {
        return send(request.getBytes(StandardCharsets.UTF_8));
    }

    Answer send(byte[] request) throws IOException {
        try (Socket socket = new Socket("127.0.0.1", port)) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream().write(request);
            socket.shutdownOutput();
            return read(socket.getInputStream());
        }
    }

    private static Answer read(InputStream in) throws IOException {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        in.transferTo(all);
        String text = all.toString(StandardCharsets.UTF_8);
        int end = text.indexOf("\r\n\r\n");
        if (end < 0) {
            return new Answer(0, Map.of(), text);
        }
        Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        String[] lines = text.substring(0, end).split("\r\n");
        for (int i = 1; i < lines.length; i++) {
            int colon = lines[i].indexOf(':');
            headers.put(
                    lines[i].substring(0, colon), lines[i].substring(colon + 1).trim());
        }
        return new Answer(Integer.parseInt(lines[0].split(" ")[1]), headers, text.substring(end + 4));
    }

    static String text(Map<String, String> parameters) {
        return parameters.entrySet().stream()
                .map(p -> Percent.encode(p.getKey()) + "=" + Percent.encode(p.getValue()))
                .collect(Collectors.joining("&"));
    }

    static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (java.security.NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }
}
