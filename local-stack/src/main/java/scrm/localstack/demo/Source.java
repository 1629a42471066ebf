package scrm.localstack.demo;

import scrm.localstack.demo.ShopScenes.Shop;

/** A channel and its live code, as REST answered. */
record Source(String name, String channelId, String liveCodeId, String configId) {
    static Source of(Shop shop) {
        return new Source(
                shop.name(),
                shop.channelId(),
                shop.code().path("id").asString(),
                shop.code().path("configId").asString());
    }
}
