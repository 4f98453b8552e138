package dev.podnetwork.aliyun.call;

/** The products of the OpenAPI, told apart by version (spec: openapi-wire §2.3, §12). */
public enum Product {
    /** Interfaces, instances, tags of interfaces. */
    ECS("ecs", "2014-05-26"),
    /** vSwitches and EIPs. */
    VPC("vpc", "2016-04-28");

    private final String code;
    private final String version;

    Product(String code, String version) {
        this.code = code;
        this.version = version;
    }

    /** The name in host names and RAM policies. */
    public String code() {
        return code;
    }

    /** The version of its API. */
    public String version() {
        return version;
    }

    /** The regular host name. */
    public String host(String region, boolean inVpc) {
        return code + (inVpc ? "-vpc." : ".") + region + ".aliyuncs.com";
    }
}
