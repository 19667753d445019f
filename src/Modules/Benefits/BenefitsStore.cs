using Bureau.Kernel.Data;

namespace Bureau.Benefits;

/// <summary>Schema <c>benefits</c>.</summary>
internal sealed class BenefitsStore(Database database) : Store(database, "benefits");
