using Bureau.Kernel.Data;

namespace Bureau.Compliance;

/// <summary>Schema <c>compliance</c>.</summary>
internal sealed class ComplianceStore(Database database) : Store(database, "compliance");
