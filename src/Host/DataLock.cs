using Bureau.Kernel.Data;

namespace Bureau.Host;

/// <summary>
/// The embedded store has one serving process. A second one started on the same data is told so and ends, before it touches anything. SQL Server
/// is made for several; there the lock is none.
/// </summary>
internal sealed class DataLock : IDisposable
{
    private readonly FileStream? _file;

    private DataLock(FileStream? file) => _file = file;

    /// <summary>No other process serves this data.</summary>
    public bool IsSole => _file is not null;

    /// <returns>Null when another process serves this data; that was told on standard error.</returns>
    public static DataLock? Take(Database database)
    {
        if (database.Engine != Engine.Sqlite) return new DataLock(null);
        Directory.CreateDirectory(database.Folder);
        var path = Path.Combine(database.Folder, "serving.lock");
        try
        {
            return new DataLock(new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
        }
        catch (IOException)
        {
            Console.Error.WriteLine($"Another Bureau already serves the data in {database.Folder}. Nothing was changed. Stop it first, or start this one on another folder: --Database:Folder=OTHER.");
            return null;
        }
    }

    public void Dispose() => _file?.Dispose();
}
