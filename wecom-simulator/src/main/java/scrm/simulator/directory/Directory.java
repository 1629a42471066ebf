package scrm.simulator.directory;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

import scrm.simulator.server.Call;
import scrm.simulator.server.Paging;
import scrm.simulator.server.Routes;
import scrm.simulator.server.WeComError;

/** The departments and members of one corp. Sources: documents 90208, 90200, 96067. */
public final class Directory {
    public static final long ROOT = 1;

    private final Map<Long, Department> departments = new LinkedHashMap<>();
    private final Map<String, Member> members = new LinkedHashMap<>();
    private final Set<String> unlicensed = new HashSet<>();

    public Directory(String corpName) {
        departments.put(ROOT, new Department(ROOT, corpName, 0, 100_000_000));
    }

    public void route(Routes routes) {
        routes.get("department/simplelist", this::simpleDepartments);
        routes.get("department/list", this::listDepartments);
        routes.get("department/get", this::getDepartment);
        routes.get("user/simplelist", this::listMembers);
        routes.get("user/list", this::listMembers);
        routes.get("user/get", this::getMember);
        routes.post("user/list_id", this::listIds);
    }

    public void open(long departmentId, String name, long parentId) {
        department(parentId);
        departments.put(departmentId, new Department(departmentId, name, parentId, 100_000_000 - departmentId));
    }

    public void join(Member member) {
        member.departments().forEach(this::department);
        members.put(member.userId(), member);
    }

    public void leave(String userId) {
        member(userId);
        members.remove(userId);
    }

    /** A member who must be there (60111). */
    public Member member(String userId) {
        Member member = members.get(userId);
        if (member == null) {
            throw new WeComError(60111, "userid not found: " + userId);
        }
        return member;
    }

    /** Whether a member has a licence for the API; everybody has until somebody says otherwise. */
    public boolean licensed(String userId) {
        return !unlicensed.contains(userId);
    }

    public void license(String userId, boolean licensed) {
        member(userId);
        if (licensed) {
            unlicensed.remove(userId);
        } else {
            unlicensed.add(userId);
        }
    }

    public boolean has(String userId) {
        return members.containsKey(userId);
    }

    public Collection<Member> members() {
        return members.values();
    }

    /** Who is meant by these members and departments, sub-departments included; each once, in order. */
    public List<String> expand(List<String> userIds, List<Long> departmentIds) {
        Set<String> all = new LinkedHashSet<>();
        userIds.forEach(userId -> all.add(member(userId).userId()));
        for (long departmentId : departmentIds) {
            department(departmentId);
            members.values().stream()
                    .filter(member -> member.departments().stream().anyMatch(d -> isWithin(d, departmentId)))
                    .forEach(member -> all.add(member.userId()));
        }
        return List.copyOf(all);
    }

    private Department department(long id) {
        Department department = departments.get(id);
        if (department == null) {
            throw new WeComError(60123, "invalid party id: " + id);
        }
        return department;
    }

    private boolean isWithin(long departmentId, long ancestorId) {
        for (Department d = departments.get(departmentId); d != null; d = departments.get(d.parentId())) {
            if (d.id() == ancestorId) {
                return true;
            }
        }
        return false;
    }

    private void simpleDepartments(Call call, ObjectNode reply) {
        ArrayNode list = reply.putArray("department_id");
        for (Department department : within(call)) {
            list.addObject()
                    .put("id", department.id())
                    .put("parentid", department.parentId())
                    .put("order", department.order());
        }
    }

    private void listDepartments(Call call, ObjectNode reply) {
        ArrayNode list = reply.putArray("department");
        within(call).forEach(department -> department.show(list.addObject()));
    }

    private List<Department> within(Call call) {
        long id = call.query().number("id", ROOT);
        department(id);
        return departments.values().stream().filter(d -> isWithin(d.id(), id)).toList();
    }

    private void getDepartment(Call call, ObjectNode reply) {
        department(call.query().number("id", ROOT)).show(reply.putObject("department"));
    }

    private void listMembers(Call call, ObjectNode reply) {
        long departmentId = call.query().number("department_id", ROOT);
        department(departmentId);
        boolean children = call.query().number("fetch_child", 0) == 1;
        ArrayNode list = reply.putArray("userlist");
        members.values().stream()
                .filter(member -> member.departments().stream()
                        .anyMatch(d -> children ? isWithin(d, departmentId) : d == departmentId))
                .forEach(member -> member.show(list.addObject()));
    }

    private void getMember(Call call, ObjectNode reply) {
        member(call.query().required("userid", 40003)).show(reply);
        reply.put("status", 1);
    }

    private void listIds(Call call, ObjectNode reply) {
        List<ObjectNode> all = new ArrayList<>();
        for (Member member : members.values()) {
            for (long department : member.departments()) {
                all.add(JsonNodeFactory.instance
                        .objectNode()
                        .put("userid", member.userId())
                        .put("department", department));
            }
        }
        int limit = call.body().limit(10_000, 10_000);
        Paging.page(reply, "dept_user", all, call.body().text("cursor"), limit, one -> one);
    }
}
