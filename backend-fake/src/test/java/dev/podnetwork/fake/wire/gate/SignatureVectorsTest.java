package dev.podnetwork.fake.wire.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.podnetwork.fake.wire.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Signatures made by real clients (spec: openapi-wire §3.3). */
final class SignatureVectorsTest {
    private static final String EMPTY_HASH = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

    @Test
    void theOlderSignatureOfAnEcsCallSignsEmptyValues() {
        Parameters query = Parameters.parse(
                "AccessKeyId=testAk&Action=DescribeNetworkInterfaces&Format=JSON&InstanceId=i-1"
                        + "&MaxResults=500&RegionId=cn-hangzhou&SecurityToken=STS.a%2B%2F%3D&SignatureMethod=HMAC-SHA1"
                        + "&SignatureNonce=f0a3ad67779cc3214e82817998418d47&SignatureType=&SignatureVersion=1.0"
                        + "&Timestamp=2026-11-21T01%3A42%3A06Z&Version=2014-05-26&Signature=BUS%2BI7mpRBacJq355sEFth%2FpGRs%3D");

        assertThat(RpcSignature.verify("testSk", "POST", query)).isTrue();
        assertThat(RpcSignature.verify("otherSk", "POST", query)).isFalse();
        assertThat(RpcSignature.verify("testSk", "GET", query)).isFalse();
    }

    @Test
    void theOlderSignatureOfAnEfloCallSignsTheFormToo() {
        Parameters query =
                Parameters.parse("AccessKeyId=testAk&Action=GetNodeInfoForPod&Format=JSON&RegionId=cn-wulanchabu"
                        + "&SignatureMethod=HMAC-SHA1&SignatureNonce=51db17edd7bffb08fe215c063bf01744&SignatureType="
                        + "&SignatureVersion=1.0&Timestamp=2026-11-21T01%3A42%3A06Z&Version=2022-05-30"
                        + "&Signature=Ki8EpYbFkf1jJ1iWWfyjoT3u4FQ%3D");

        assertThat(RpcSignature.verify("testSk", "POST", query.merge(Parameters.parse("NodeId=n1"))))
                .isTrue();
        assertThat(RpcSignature.verify("testSk", "POST", query)).isFalse();
    }

    @Test
    void theOlderSignatureMayLeaveEmptyValuesOut() {
        Parameters sent = Parameters.parse("Action=A&SignatureType=&Name=%E4%BD%A0+%2A~");
        String signature = RpcSignature.sign("sk", RpcSignature.stringToSign("POST", sent.raw(), false));
        Parameters all = sent.merge(Parameters.parse("Signature=" + Percent.encode(signature)));

        assertThat(RpcSignature.verify("sk", "POST", all)).isTrue();
    }

    @Test
    void theNewerSignatureOfAQuery() {
        Map<String, String> headers = headers("DescribeNetworkInterfaceAttribute", "2014-05-26", EMPTY_HASH);
        headers.put("x-acs-signature-nonce", "a8ccdea1d9507880a3e09db7e636cbcd");
        String query = "RegionId=cn-hangzhou&Attribute=basic&NetworkInterfaceId=eni-x";

        assertThat(signed(new HttpRequest("POST", "/", query, headers, new byte[0]), "host;" + SIGNED))
                .isEqualTo("2f3a73134b3c2c55b392bdcff469fef0075338ee54dae06fc9009064663efe53");
    }

    @Test
    void theNewerSignatureOfAForm() {
        String hash = "e6e1f8e0034226c41afa114730138be6aacf99b8e509de8186a3423dfbb8cb49";
        Map<String, String> headers = headers("AttachElasticNetworkInterface", "2022-05-30", hash);
        headers.put("x-acs-signature-nonce", "1d280f58ea04cb355c4f765dcfa7bf34");
        headers.put("content-type", "application/x-www-form-urlencoded");
        byte[] body = "ElasticNetworkInterfaceId=leni-1&NodeId=n1".getBytes(StandardCharsets.US_ASCII);

        assertThat(signed(new HttpRequest("POST", "/", "", headers, body), "content-type;host;" + SIGNED))
                .isEqualTo("c8c21b3e1a3af566826b9837d308886bd5f27d537f5c50b1e872f41b3617597d");
    }

    @Test
    void anAuthorizationHeaderIsReadOrRefused() {
        Acs3Signature read =
                Acs3Signature.parse("ACS3-HMAC-SHA256 Credential=ak,SignedHeaders=host;x-acs-date,Signature=ff");

        assertThat(read.accessKeyId()).isEqualTo("ak");
        assertThat(read.signedHeaders()).containsExactly("host", "x-acs-date");
        assertThatThrownBy(() -> Acs3Signature.parse("ACS3-HMAC-SHA256 Credential=ak"))
                .isInstanceOf(Refusal.class)
                .hasMessage("IncompleteSignature");
    }

    private static final String SIGNED =
            "x-acs-accesskey-id;x-acs-action;x-acs-content-sha256;x-acs-credentials-provider;"
                    + "x-acs-date;x-acs-security-token;x-acs-signature-nonce;x-acs-version";

    private static String signed(HttpRequest request, String signedHeaders) {
        Acs3Signature acs3 = Acs3Signature.parse(
                "ACS3-HMAC-SHA256 Credential=testAk,SignedHeaders=" + signedHeaders + ",Signature=00");
        return Acs3Signature.sign("testSk", acs3.stringToSign(request, Parameters.parse(request.query())));
    }

    private static Map<String, String> headers(String action, String version, String hash) {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("host", "127.0.0.1:18099");
        headers.put("x-acs-accesskey-id", "testAk");
        headers.put("x-acs-action", action);
        headers.put("x-acs-version", version);
        headers.put("x-acs-content-sha256", hash);
        headers.put("x-acs-credentials-provider", "static_sts");
        headers.put("x-acs-date", "2026-11-21T01:42:06Z");
        headers.put("x-acs-security-token", "STS.a+/=");
        return headers;
    }
}
