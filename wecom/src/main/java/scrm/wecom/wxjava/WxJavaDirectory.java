package scrm.wecom.wxjava;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

import scrm.events.UserId;
import scrm.wecom.Caller;
import scrm.wecom.Directory;

final class WxJavaDirectory implements Directory {
    private final WxJavaCalls calls;

    WxJavaDirectory(WxJavaCalls calls) {
        this.calls = calls;
    }

    @Override
    public List<DepartmentId> departments(Caller caller) {
        return calls.get(
                caller,
                Api.DEPARTMENT_SIMPLELIST,
                Map.of(),
                Departments.class,
                answer -> WxJavaJson.list(answer.departmentId, d -> new DepartmentId(d.id, d.parentid, d.order)));
    }

    @Override
    public Department department(Caller caller, long departmentId) {
        return calls.get(
                caller,
                Api.GET_DEPARTMENT,
                Map.of("id", Long.toString(departmentId)),
                Found.class,
                answer -> new Department(
                        answer.department.id,
                        answer.department.name == null ? "" : answer.department.name,
                        answer.department.parentid,
                        answer.department.order,
                        WxJavaJson.list(answer.department.departmentLeader, UserId::new)));
    }

    @Override
    public List<Member> members(Caller caller, long departmentId) {
        return calls.get(
                caller,
                Api.USER_SIMPLELIST,
                Map.of("department_id", Long.toString(departmentId)),
                Users.class,
                answer -> WxJavaJson.list(answer.userlist, WxJavaDirectory::member));
    }

    @Override
    public Member member(Caller caller, UserId userId) {
        return calls.get(
                caller, Api.GET_USER, Map.of("userid", userId.value()), UserFields.class, WxJavaDirectory::member);
    }

    private static Member member(UserFields user) {
        return new Member(
                new UserId(user.userid),
                user.name == null ? "" : user.name,
                WxJavaJson.list(user.department, id -> id));
    }

    private record Departments(@Nullable List<DepartmentFields> departmentId) {}

    private record Found(DepartmentFields department) {}

    private record DepartmentFields(
            long id,
            @Nullable String name,
            long parentid,
            long order,
            @Nullable List<String> departmentLeader) {}

    private record Users(@Nullable List<UserFields> userlist) {}

    private record UserFields(
            String userid, @Nullable String name, @Nullable List<Long> department) {}
}
