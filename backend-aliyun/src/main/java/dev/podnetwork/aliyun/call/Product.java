package dev.podnetwork.aliyun.call;

/** The products of the OpenAPI, told apart by version (spec: openapi-wire §2.3, §12). */
public enum Product {
    /** Interfaces, instances, tags of interfaces. */
    ECS("ecs", "2014-05-26"),
    /** vSwitches and EIPs. */
    VPC("vpc", "2016-04-28"),
    /** Interfaces of Lingjun nodes. */
    EFLO("eflo", "2022-05-30"),
    /** Lingjun nodes and their types. */
    EFLO_CONTROLLER("eflo-controller", "2022-12-15");

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

    /** Whether parameters travel in the body instead of the query (spec: openapi-wire §1). */
    public boolean inBody() {
        return this == EFLO || this == EFLO_CONTROLLER;
    }

    /** The regular host name. */
    public String host(String region, boolean inVpc) {
        return code + (inVpc ? "-vpc." : ".") + region + ".aliyuncs.com";
    }
}
