using Bureau.Kernel.Identity;

namespace Bureau.Compliance;

internal static class CompliancePermissions
{
    public static readonly IReadOnlyList<Permission> All = [];
}
