package scrm.simulator.contact;

import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.databind.node.ObjectNode;

/** An external contact and who follows it. */
public final class Contact {
    public static final int WECHAT = 1;
    public static final int WECOM = 2;

    private final String externalUserId;
    private final String name;
    private final int type;
    final Map<String, Relation> relations = new LinkedHashMap<>(2);

    Contact(String externalUserId, String name, int type) {
        this.externalUserId = externalUserId;
        this.name = name;
        this.type = type;
    }

    public String externalUserId() {
        return externalUserId;
    }

    public String name() {
        return name;
    }

    /** 1 a WeChat user, 2 a WeCom user. */
    public int type() {
        return type;
    }

    public String unionId() {
        return "ou" + externalUserId.substring(2);
    }

    void show(ObjectNode to) {
        to.put("external_userid", externalUserId);
        to.put("name", name);
        to.put("avatar", "http://wx.qlogo.cn/mmhead/" + externalUserId + "/0");
        to.put("type", type);
        to.put("gender", Math.floorMod(externalUserId.hashCode(), 3));
        if (type == WECHAT) {
            to.put("unionid", unionId());
        } else {
            to.put("position", "");
            to.put("corp_name", "other corp");
            to.put("corp_full_name", "other corp");
        }
    }
}
