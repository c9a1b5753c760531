<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="en">
<context>
    <name>AboutDialog</name>
    <message>
        <source>About</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Fengqiao Console</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The console of a township&apos;s command room</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Version {version}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Licence: {name}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ActionFields</name>
    <message>
        <source>Words</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reason</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reason, where it isn&apos;t the department of the rules</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reason, where there is no photo</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Why</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Main event</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Lead department</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Department that should handle it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Handed on to</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Co-operating departments</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Who</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Platforms</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Position</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Positions so far</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Limit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Measures</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Until</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Asked for</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Result</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Photos and videos</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Photos of afterwards</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>I have looked at the evidence</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Grant more time for the rework</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Back to</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stars</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The appeal is upheld</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>has said nothing yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Until {until}: {reason}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Returned, named</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Consultation</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Decision</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Extension asked for</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Suspended until</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>proposed ({platforms}), waits for the commander</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{measures} (within {limit})</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Grade</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Absent parties</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>People to be sent</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Your password</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Departments</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Level</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Kind</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>At least two.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>An objection needs a reason.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Wait for their position, or tick that they were absent.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The limit of the kind runs beside it; the stricter counts.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Signs in your name; nobody can change it afterwards.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>At most half of the limit and 20 days, at most twice.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Papers, photographed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{paper}, photographed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Yes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ActionForm</name>
    <message>
        <source>Choose photos or videos…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Still missing: {fields}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Send  Ctrl+Enter</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Later  Esc</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Asking</name>
    <message>
        <source>Cancel</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>AwayMark</name>
    <message>
        <source>Backend away since {time}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>BoardPage</name>
    <message>
        <source>Back to all panes	Esc</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Enlarge	Enter</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Whole picture</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Report an event	E</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show on the map	M</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Turn the camera	P</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Snapshot	S</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Remove key mark	K</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Mark as key	K</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open with sound</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Remove from board	Del</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Take to the wall	W</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>CameraExportDialog</name>
    <message>
        <source>Export cameras</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Lists of cameras (*.csv)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>cameras</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the file could not be written</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{n} cameras as a CSV file.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Writing {file}…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Written to {file}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{file} was not written. {reason}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Include &amp;passwords</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Whoever gets this file can watch and move the cameras. Keep it on this machine and delete it when it has served.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Save as…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Close</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>CameraFileWords</name>
    <message>
        <source>No permission here. Choose another folder or ask for the permission.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The disk is full. Make room or choose another folder.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The file or its folder is not there any more. Choose again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This is not a file. Choose another one.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The system says: {reason}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>CameraImportDialog</name>
    <message>
        <source>Choose a list of cameras</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Lists of cameras (*.csv *.txt)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>All files (*)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the file could not be read</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Import cameras</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>CameraImportForm</name>
    <message>
        <source>No file chosen</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{good} good rows. {faults} faults: nothing is imported unless you say so.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{good} rows, no faults.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Yes, remove {n} cameras</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{added} new, {changed} changed, {unchanged} unchanged, {removed} removed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Import only the {n} good &amp;rows</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Choose file…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Stop reading</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A&amp;dd and change; cameras that the file doesn&apos;t name stay</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Re&amp;place; the file becomes the whole list</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Import &amp;all</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Close</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Faults in the file</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reading the file</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>CameraTree</name>
    <message>
        <source>Show on the board</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Mark as key camera</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Remove key mark</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open all groups</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Close all groups</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{shown} of {total} cameras</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{total} cameras</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No cameras yet. Import a list of cameras to begin.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No camera matches “{text}”. Press Esc to see all.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Name, pinyin, initials or number</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Search cameras</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cameras</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>CameraTreeModel</name>
    <message>
        <source>No village or grid</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{live} of {total} live, {lost} lost</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Key camera</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>On the board now</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>State not known</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not opened</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Connecting</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Live</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Picture is old</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Lost</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>CameraWords</name>
    <message>
        <source>The list of cameras can&apos;t be read.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The list of cameras is too large.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The list of cameras is damaged.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The list of cameras was written by a newer version.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The console starts without cameras and can&apos;t save any: the file could not be moved out of the way.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The console starts without cameras. The file is kept as {file}. Import a list of cameras to go on.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>CandidateList</name>
    <message>
        <source>Who to send</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ChatList</name>
    <message>
        <source>{count} characters are too many; {most} fit.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy the text only</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{count} new messages</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Messages</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>me</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>sending</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Message</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Enter sends, Shift+Enter new line, @ names somebody</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Say</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Say it (Enter)</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>CommandPalette</name>
    <message>
        <source>What to do</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Part of a name</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What can be done</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Console</name>
    <message>
        <source>Without libvlc videos can&apos;t be played.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This list was opened from a file: changes of it are not kept.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The list of cameras could not be saved: {reason}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No calibrated camera can look there.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the pane has no picture yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Snapshot of {camera} saved: {file}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The snapshot was not saved: {reason}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No libvlc: recordings can&apos;t be played and cameras can&apos;t be heard. Debian: apt-get install libvlc5 vlc-plugin-base</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{camera} can&apos;t be heard: {reason}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A decoder failed and was started again ({count} streams).</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ConsultCentre</name>
    <message>
        <source>Only who sits at the table can do this.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Take a snapshot to draw on it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Documents are read, not drawn on.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Only who presents can wipe everything away.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reading the picture…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Photos, videos and documents</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Map</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Live pictures</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Course</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Follow who presents</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ConsultController</name>
    <message>
        <source>Sending {file}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Telling the backend</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Signing the decision</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ConsultDesk</name>
    <message>
        <source>The event at hand has no consultation.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{party} is called to a consultation by {who}: Ctrl+Alt+H joins</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{number}: the decision is signed; the departments are told</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Signed. The departments are told.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Minutes {number}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Keep the minutes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The minutes could not be written: {reason}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The minutes were written: {file}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Making the minutes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Amend the minutes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What is put right</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Why</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The minutes have a new version.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ConsultFollower</name>
    <message>
        <source>Reading the table</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ConsultLive</name>
    <message>
        <source>No snapshot: {reason}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose a live picture first.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add a live picture</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Camera</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{camera} paused {at}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add a live picture…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pause / go on</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ConsultPeople</name>
    <message>
        <source>At the table</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Present</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Agree or object…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Invite…</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ConsultPictures</name>
    <message>
        <source>Reading the file</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the pane has no picture yet</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ConsultSound</name>
    <message>
        <source>As the machine prefers</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name} (not there)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Microphone</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Loudspeaker</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Headphones</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Without headphones the others are softer while you talk: no echo.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ConsultVoice</name>
    <message>
        <source>Connecting…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no voice here; the table works without it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Hold F2 to talk.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The consultation&apos;s voice is over.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>You joined the voice at another console.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The voice server doesn&apos;t answer; it is tried again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No sound comes through; it is tried again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name} isn&apos;t there: the device that the machine prefers is used.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No microphone: you hear the others and can&apos;t speak.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Microphone and loudspeaker</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How loud you speak</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The voice server refused to let you in.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Too many are in the voice already.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No loudspeaker: you don&apos;t hear the others.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The chair muted you.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Voice</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Talk  F2</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ConsultWindow</name>
    <message>
        <source>Reading the table…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Consultation {number}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open the event</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Leave the table</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ConsultWords</name>
    <message>
        <source>Command room</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Paused</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Only who sits at the table can do this.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The decision is signed. Its measures are being carried out.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The commander signs the decision here; until then nothing is assigned.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Decision</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Somebody took this measure away meanwhile.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Chat</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Measures</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sign the decision  Ctrl+Enter</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Minutes (Word)…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Minutes (PDF)…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Amend the minutes…</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>CsvFaultsModel</name>
    <message>
        <source>Row</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Column</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What is wrong</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Value</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>File</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The file is larger than 10 MB</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not a text file in UTF-8 or GB18030; save it as CSV first</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Quotation marks don&apos;t match, or a cell is far too long</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>More than 20,000 rows; divide the file</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>More than 200 columns</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No cameras in the file</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This column is missing</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This column is there twice</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Column not known; its cells are not used</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>More cells than the header has columns</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Must not be empty</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Text too long</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Characters that can&apos;t be shown</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not a number</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Number out of range</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Must be 1 or 0, yes or no</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Address begins with a scheme that can&apos;t be used here</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Address not valid</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Address has another user or password than the row</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Another row has the same number</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>DecoderPool</name>
    <message>
        <source>the camera sent no picture</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Desk</name>
    <message>
        <source>it can&apos;t be read</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>it has vector tiles; pictures are needed (PNG, JPEG, WebP)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>it has no tiles</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>it isn&apos;t an MBTiles file</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The base map {file} isn&apos;t shown: {why}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name} sits at {seat}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The session is over. Sign in again; nothing is lost.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>That isn&apos;t this person&apos;s password.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Undo: {what}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Inbox</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Search events</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What waits to be sent</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open the newest event</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open the urgent event that waits</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cameras near the event</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Turn a camera to the event</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Hand the seat over…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Consultation of the event at hand</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Put the event away</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Lock the screen</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sign out</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Hand the seat over</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Your events go to</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Handed over: {given} events; kept: {kept}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>sending people to {number}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>sent by mistake</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Taken back: {what}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Too late to take back: {what}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Only who sits in the command room can report an event from a pane.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{count} urgent to accept · {left} · {title}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{count} urgent events wait to be accepted</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The town&apos;s cameras could not be read: {reason}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Photos and videos</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Photos and videos (*.jpg *.jpeg *.png *.webp *.mp4 *.mov *.webm)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not sent yet: “{text}” of {camera}; E on its pane goes on with it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{grid} {kind}: {count} events</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The backend doesn&apos;t answer; what you do is kept and sent later.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>DocumentSaver</name>
    <message>
        <source>Save the document</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The document could not be saved: {reason}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The document was saved: {file}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>DocumentView</name>
    <message>
        <source>Page {page} of {pages}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Page before</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Next page</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It isn&apos;t shown here: save it, and look at it with another program.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reading the page…</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>DrawingBar</name>
    <message>
        <source>Undo</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Wipe all drawings</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No tool: move what lies below</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pen</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Arrow</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Area</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Symbol</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Text</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Eraser</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Red</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Amber</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Blue</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Green</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>White</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Thin</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Medium</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Thick</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Police</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Fire</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Medical aid</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Danger</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Road closed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Place to gather</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Drawing tools</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>DrawingCanvas</name>
    <message>
        <source>Erase</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Drawing</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>DrawingText</name>
    <message>
        <source>Text on the drawing</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Enter puts it</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>EventController</name>
    <message>
        <source>Reading the event</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>EventFiles</name>
    <message>
        <source>Reading the file</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>EventFoot</name>
    <message>
        <source>More</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>More actions</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Table  Ctrl+Alt+H</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>EventHead</name>
    <message>
        <source>Reading…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>【drill】</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>EventParts</name>
    <message>
        <source>Where</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Who</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Camera</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Told</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>■ Not sure: please check the kind.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>■ The rules propose a consultation.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{clock} paused</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>■ Grid {grid} would have nobody</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>; {name} of {grid} could cover it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no card for this kind.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Who goes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What to say</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What to film</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What not to do</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the program</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A limit changed its light</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Photos or videos added</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{metres} m, {minutes} min</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>EventStage</name>
    <message>
        <source>Event seen by {number} {name}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What is to be seen</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{number}: not everything was done. Done: {done}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{number}: {done}. Not done, because it isn&apos;t allowed now: {left}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{number}: {done}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Waits for the backend: {what}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>by radio</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Photos</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Photos ({count})</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Correct the kind: {kind}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not done, because the event was being read anew. Look and press again: {what}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ctrl+Enter reports it; F9 reports it and tells everybody at once.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reason</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>■ Who can go isn&apos;t known now.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not done yet, because the last action is still on its way: {what}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>; F9 sends the next one</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Waits in the outbox</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Merge…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>, </source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Event at hand</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No event at hand.

Enter in the inbox opens one.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>
E on a pane makes one.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Handle</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What to do</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Trail</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sent</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Perhaps the same</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>EventWords</name>
    <message>
        <source>General</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Larger</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Major</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Urgent</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>To accept</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Triage</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Merged</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not accepted</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Own grid</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Consultation</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>To sign</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Handling</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Suspended</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>To verify</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>County</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Closed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Appraisal</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Archived</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Phone</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pane</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Other system</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Citizen</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Governance</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Market</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Enforcement</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Services</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Accept</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>First dispatch</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Member accepts</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sign</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Arrive</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Department arrives</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Arrive from afar</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>First feedback</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Close</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Told to go</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Accepted</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>On the way</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>On the spot</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Help needed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Done</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Back</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Refused</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Withdrawn</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Instructor</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Full-time member</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Informer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Part-time member</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Grid police</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Operator</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Shift leader</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Commander</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Platform lead</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Department</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Town leader</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Assessor</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Administrator</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Auditor</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Report</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Hand over to another seat</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Correct the kind</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Don&apos;t accept</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Merge</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Let the grid handle it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Hand up to triage</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Assign</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Send people</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Propose a consultation</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Decline the consultation</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open the consultation</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>State a position</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sign the decision</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sign for it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Return</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Arrived</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Progress</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ask for help</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Hand on</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ask for an extension</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Refuse the extension</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Grant the extension</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Resume</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Feed back</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Verify and close</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Back for rework</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Draft for the county</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Report to the county</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reply of the county</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Force to close</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reopen</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Closed with the main event</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reopened with the main event</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Begin the appraisal</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Appraise</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Rate</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Call back</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Appeal</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Decide the appeal</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Archive</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Raise the grade</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Lower the grade</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy to departments</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Propose supervision</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Supervise</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Mark as pressing</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Leader&apos;s note</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not true</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing to go by</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Another territory</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A court, an arbitration or a petition deals with it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Already settled</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A test</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A procedure set by law</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A party can&apos;t be reached</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>An expert&apos;s opinion</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Works take longer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Weather</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Another authority</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Agrees</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Objects</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Absent</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ordinary supervision</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Yellow card</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Red card</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>1 minute</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{count} minutes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>1 hour, day and night</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{count} hours, day and night</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>1 working minute</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{count} working minutes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>1 working hour</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{count} working hours</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>1 working day</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{count} working days</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>1 day</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{count} days</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{days}d {hours}h</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>FaultNotice</name>
    <message>
        <source>Something went wrong</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A part of the console failed. The console goes on; what you did last may not have worked, so check it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The log has the details: {folder}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>FaultWords</name>
    <message>
        <source>You stopped waiting. What was sent may still take effect: the trail tells whether it did.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The backend&apos;s disk is full: it can be read, nothing can be written. Tell the administrator; nothing that waits here is lost.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The backend doesn&apos;t answer. What is known stays in view, what you do waits here and is sent as soon as it is back.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Too much waits for the backend already: this wasn&apos;t taken. Do it again when it is back.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The backend answered something this version doesn&apos;t understand. Nothing was changed. Tell the administrator: console and backend may be of different versions.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The backend doesn&apos;t answer, and this doesn&apos;t wait for it: do it again when it is back. What you typed stays.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>FileStrip</name>
    <message>
        <source>on its way, {share} %</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>on the table</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Put on the table</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Take away</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Don&apos;t send</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Files and snapshots</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add a file…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add a snapshot</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Fonts</name>
    <message>
        <source>No font with Chinese characters was found, so names of cameras can&apos;t be read. On Debian: sudo apt-get install fonts-noto-cjk</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Form</name>
    <message>
        <source>OK</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>GridMapView</name>
    <message>
        <source>Map</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>HandOver</name>
    <message>
        <source>Handing the seat over</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>InboxController</name>
    <message>
        <source>Reading the inbox</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>InboxPage</name>
    <message>
        <source>{shown} of {total} events</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{count} not seen</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>■ flood: {events} events in {groups} groups</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>general ones in batches</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Group</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Group the flood</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>While many events arrive, those of one place and kind that nobody has accepted yet stand as one row. → opens it, ← closes it. Urgent ones always have their own.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>■ what this workplace knows</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>■ flood</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reading the list…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No event has “{text}”. Esc clears the search.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing here: no event for this list.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Grade</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Event</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Left</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>State</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Seat</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Source</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Grid</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Kind</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Lead</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Platform</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reported</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Number</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>drill</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Mine</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not accepted yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nearly due</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Overdue</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Returned</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>To verify</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Drill</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ended</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Newest first</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Soonest due first</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Gravest first</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Phone</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pane</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>River</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Food</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Safety</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Hotline</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Upper</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Citizen</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reported with a grid member&apos;s phone</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Seen in a camera&apos;s pane</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>By the river chiefs&apos; app 河长通</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>By the food safety app 食安通</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>By the work safety app 智慧安监</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>By the citizens&apos; hotline 12345</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Handed down by the upper level</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Told by a citizen</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Limit: {at}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Saved</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save this filter…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No filters saved yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Delete</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>All platforms</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>All sources</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Search text, number  /</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Name of the filter</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Search events</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>List</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Order</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Saved filters</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Mute sounds</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Mute sounds for five minutes (Ctrl+M); urgent events are always heard</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How many events</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>InboxTable</name>
    <message>
        <source>Columns as at first</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Inbox</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>KeyDialog</name>
    <message>
        <source>Key of the wall {wall}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The key is shown this once. On the wall&apos;s PC, save it in a file that only its user can read, and have the program started with the command below. Whoever has the key sees the town&apos;s cameras.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Key</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Command</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Close</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>KeysDialog</name>
    <message>
        <source>Keys</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Arrows</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Select a pane</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Enter, double click</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Enlarge</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Back to all panes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ctrl+arrows, drag</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Swap panes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Wheel, + − 0</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Digital zoom</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Shift+arrows, drag</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Move in a zoomed picture</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Snapshot</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Key mark</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Remove from the board</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Number of panes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Find a camera</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Fill free panes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save the layout</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Begin or end the patrol</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Hold the patrol, and go on</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Fill or fit the pictures</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Information on panes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Full screen</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Inbox</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What waits to be sent</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Newest event</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Urgent event that waits</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Accept, send and tell: one key</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Take back who was sent</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Actions of the event</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Another kind</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Raise or lower the grade</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cameras near the event, and back</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Turn a pane&apos;s camera, and leave it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Arrows, + −, [ ]</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Turn, zoom, focus (camera that turns)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Hold, click, Ctrl+drag</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Steer, centre, zoom into a box</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Call a preset, go home (camera that turns)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Turn a camera to the event</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Report what a pane shows</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show a pane&apos;s camera on the map</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Take a pane&apos;s camera to the wall</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Video wall</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Read the event anew</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Search events</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Mute sounds for five minutes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Put the event away</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open or close a group in the inbox</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Photo: turn, zoom, fit, next</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Lock the screen</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Send a form</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Find a command</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>LinkWords</name>
    <message>
        <source>nobody signed in</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>reading…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>live</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>▲ away</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>■ The backend doesn&apos;t answer. Everything here is as of {at} ({age} ago). What you do waits ({count}) and is sent as soon as it is back.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Live</name>
    <message>
        <source>Live: {count} streams</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>MainMenu</name>
    <message>
        <source>&amp;View</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Layouts</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Cameras</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Video</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Patrols</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Wall</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Seat</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Language / 语言</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Help</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Panes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Fill panes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Information on panes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Camera numbers</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Clear the board</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Full screen</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Quit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save this layout…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No saved layouts yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Rename</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Delete</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Find a camera</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Fill free panes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Import cameras…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Export cameras…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open snapshot folder</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>RTSP over {name}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Skip the loop filter in small panes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Play a recording…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Keys</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Find a command</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>About</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>MainWindow</name>
    <message>
        <source>Hardware decoding ({name})</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Hardware decoding (none found)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Rename layout</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save layout</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Name of the layout</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The layout was not saved: a name of at most 40 characters is needed that no other layout has.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Fengqiao Console</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cameras</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Notices</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Inbox</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Outbox</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Event at hand</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Map</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Camera control</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Video wall</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>MapPage</name>
    <message>
        <source>Nothing on the map is called “{text}”.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{number} has no place on the map.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Click along the way; Esc ends.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Click the middle, then the edge.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Click the corners, double click the last one.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Follows {name}; Esc lets go.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>  Way since {at}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{metres} m</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open {count} cameras</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Inside: {people} people, {cameras} cameras, {speakers} speakers</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save the map</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The map was saved: {file}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The map could not be saved as {file}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The map could not be printed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Base map</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Grids</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>People</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Events</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cameras</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Speakers</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Places</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Heat of events</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Covered by cameras</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Layers</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Measure</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Circle</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Polygon</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Whole map</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Print…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Place, grid, camera, person</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Search the map</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What the map tells</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>MeasureEditor</name>
    <message>
        <source>Say first what is to be done.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{count} characters are too many; {most} fit.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Saving…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save  Enter</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What is to be done</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Department</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Department, may be left open</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Until</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Leave  Esc</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Let it go</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Take theirs</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Put mine</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>MeasureRow</name>
    <message>
        <source>{name} changed it at {time} meanwhile: {theirs}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Somebody took this measure away meanwhile.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>until {day}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>no date</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Change (Enter)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Take away (Delete)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Only who made it, or the chair, can do this.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>MeasuresList</name>
    <message>
        <source>Add a measure</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Measures</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>NoticeForm</name>
    <message>
        <source>Show a notice</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Text</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>NoticeList</name>
    <message>
        <source>Notices</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>NoticeModel</name>
    <message>
        <source>Notice</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Warning</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Fault</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Urgent event</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>OutboxPage</name>
    <message>
        <source>Refused: {what}; Shift+F6 shows why</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>waits</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>■ too old: still wanted?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>▲ refused</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the step before it wasn&apos;t taken</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Outbox</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What waits to be sent</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing waits to be sent.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Send after all</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Enter</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Give it up</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Del</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>PaneBoard</name>
    <message>
        <source>Drag a camera here</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{age} s</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reduced</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Key</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Live panes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No pane selected</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pane {number}: {title}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>empty</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Empty</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Connecting</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Live</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stale</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Lost</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>PaneReport</name>
    <message>
        <source>Report from {camera}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>PatrolEditor</name>
    <message>
        <source>Patrol</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source> s</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>In another order each round</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>All cameras ({count})</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cameras of villages and grids</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Chosen cameras ({count})</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Saved layouts, one after the other</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>By itself, at these hours</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Mo</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tu</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>We</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Th</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Fr</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sa</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Su</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Name</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Each stays</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Villages and grids</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Saved layouts</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>From</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>To</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A name of at most 40 characters is needed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing is chosen: tick at least one village, grid or layout.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The hours need a day, and an end that differs from the start.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This plan makes no sense: look at it again.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>PatrolMenu</name>
    <message>
        <source>End the patrol</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Begin the patrol</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Go on</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Hold the patrol</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>New patrol…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Change</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Delete</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Patrol {name}: none of its cameras is there.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There are too many patrols; delete one first.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Patrol {name}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>■ Patrol {name} held</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>■ Patrol {name} goes on in {seconds} s</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>PeopleList</name>
    <message>
        <source>Let present</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Mute</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Let speak again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Parties and people</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Agreed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Objected</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No word yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Present</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Away</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Left the table</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Presents</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Speaks</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Muted</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>PhotoStrip</name>
    <message>
        <source>Photos and videos</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>PhotoViewer</name>
    <message>
        <source>+ − zoom   ·   drag moves   ·   R turns   ·   0 fits   ·   ← → next   ·   Esc</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This photo can&apos;t be shown.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>PickList</name>
    <message>
        <source>Part of a name, Enter ticks it</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>PictureSurface</name>
    <message>
        <source>Picture</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>PlanPanel</name>
    <message>
        <source>Other kind…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>▲ Grade…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>▼ Grade…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The shift leader or the commander tells departments.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Who has accepted the event tells departments.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No department yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>named by who returned it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Accept</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>send {count}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>propose a consultation</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>tell {lead}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Understood as</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Told</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Who goes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Lead department</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Co-operating departments</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reason: another department than the rules name</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reason for another department</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Playback</name>
    <message>
        <source>Play a recording</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>All files (*)</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>PlayerBar</name>
    <message>
        <source>Pause (Space)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Play (Space)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sound on (M)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sound off (M)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open a recording… (O)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>One frame back (,)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>One frame on (.)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Full screen (F)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Speed: {speed} ([ and ])</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Position</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Volume</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Time played</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Duration</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>State</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Volume (↑ and ↓)</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>PlayerWindow</name>
    <message>
        <source>Play a recording</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Recordings ({suffixes})</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>All files (*)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Player</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Picture of {name}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Drop a recording here, or press O.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing to play yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Connect again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Try again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Connecting…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Opening…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No new picture for {seconds} s</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Live</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Buffering…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Paused</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>End</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stopped</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>PlayerWords</name>
    <message>
        <source>The camera ended the stream</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The camera can&apos;t be played</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The recording can&apos;t be played</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no such file, or it isn&apos;t a file that can be read.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The camera has no such stream (404). Check its address.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The camera refuses the connection. Is it switched on?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Wrong user or password (401). Check the camera&apos;s login.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The camera doesn&apos;t answer. Check the network.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The stream has no video.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The last picture stays. Nothing new comes from it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It isn&apos;t a video, or it is damaged, or its format is not known.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The player hangs. Close this window and open it again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>libvlc doesn&apos;t start.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The stream broke off. The network or the camera may be the cause.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Ptz</name>
    <message>
        <source>The camera&apos;s control doesn&apos;t answer. The picture may go on; try again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The camera refuses user or password. They stand in the list of cameras.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This camera can&apos;t do that.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The camera&apos;s answer can&apos;t be understood. Whether it obeyed isn&apos;t known.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The control of the camera failed and starts again; it stops.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The camera says: {words}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{camera} was taken over: it isn&apos;t yours any more.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{camera} was given back: nobody moved it for a minute.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{camera} was stopped: this program was held up.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{camera} was stopped: one press moves for 20 seconds at most.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>You steer. Others see it; after a minute of rest it is free.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Asking for the camera…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{who} steers it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>You can&apos;t steer this camera now.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose a pane whose camera turns, and press P.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nobody is signed in</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The backend doesn&apos;t answer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{why}: presets as last known, to call, not to change.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{why}: the camera&apos;s own presets, to call, not to change.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{why}: the backend&apos;s presets aren&apos;t known here.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>near {place}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>At least four places are needed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The places are too near each other: take some near, some far, all around.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Place {number} doesn&apos;t fit the others: take it again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The places don&apos;t fit each other: check that each was at the cross.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>PtzCalibrating</name>
    <message>
        <source>off by {percent} % of the picture</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The lens is {metres} m above the ground; all places fit.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The lens is {metres} m above the ground. A place is off by more than 1 %: is it really the one on the map?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Calibrate the camera</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Bring a place exactly to the cross in the picture, zoomed in, then click the same place on the map. Four places or more: near and far, all around.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Widest view</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Zoom</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Remove the place</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Keep</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>PtzDesk</name>
    <message>
        <source>{camera} doesn&apos;t turn: it has no PTZ address.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no preset {number}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The camera can&apos;t look there.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The camera</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>PtzPad</name>
    <message>
        <source>Turn the camera</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Hold to turn: the further from the middle, the faster</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>PtzPage</name>
    <message>
        <source>Preset {number}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Name</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Name of the tour of {count} presets</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>New tour</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>End the tour</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Begin the tour</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Take over</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stop</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Home</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Keep this view…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Rename…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Remove</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>New tour…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Calibrate…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Preset is home</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Closer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Wider</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Focus nearer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Focus further</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No presets yet. Turn the camera, then keep the view; the keys 1 to 9 call it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Speed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stay</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Home when idle</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source> min</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>never</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Minutes without a hand until it turns home</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source> s</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Seconds at each preset of a new tour</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Presets</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tours</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>RowList</name>
    <message>
        <source>On ▾</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>SceneForm</name>
    <message>
        <source>Keep as a scene</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Change the scene</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Comes by itself at these hours</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Events: the gravest open one of the moment</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Name of the scene</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Days</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>From</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>To</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No event calls it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{grade} and graver</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>An event calls it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Mon</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tue</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Wed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Thu</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Fri</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sat</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sun</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>SignInPanel</name>
    <message>
        <source>Locked: {name}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>One moment…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Login and password are needed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The two new passwords aren&apos;t the same.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sign in</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Unlock</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Change the password</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Fengqiao Console</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Another person</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cameras only</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Login</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Password</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>New password</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Once more</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Seat</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Shift</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Day shift</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Late shift</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Night shift</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Seat {number}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>StatusStrip</name>
    <message>
        <source>Cameras {live}/{total} live</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Decoders {up}/{total}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>none configured</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source> · delay {seconds} s</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Backend: {state}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>■ Outbox {count}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source> · {count} to decide</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>▲ CPU {share}, frame rates reduced</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>■ CPU {share}, high</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>CPU {share}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Status</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Live cameras</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Processor load</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Decoder processes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Backend state</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Outbox</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Patrol</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What is being waited for</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Don&apos;t wait</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Time</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>StreamWords</name>
    <message>
        <source>the camera refuses the connection</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>wrong user or password (401)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>no such stream on the camera (404)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the camera can&apos;t be reached on the network</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the camera doesn&apos;t answer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>connected, but no data comes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the stream has no video</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the video format is not supported</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>what comes can&apos;t be decoded</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the stream asks for too much memory</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the camera sends elsewhere without end</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the camera ended the stream</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>a decoder failed and starts again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>a decoder hung and starts again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the stream&apos;s address can&apos;t be used</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Live</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Connecting…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stale</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Lost: {reason}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>next try in {seconds} s</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>main</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>sub</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{fps:.1f} fps · {kbits:.0f} kbit/s</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>age {delay} · drops {drops} · reconnects {reconnects}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>loop filter skipped</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>key frames only</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>at most {fps:.0f} fps</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>TableOpWords</name>
    <message>
        <source>Said at the table</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Measure</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Drawing</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>File on the table</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Live picture at the table</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What all look at</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Something taken off the table</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Own last thing taken back</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>All drawings wiped away</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Somebody else presents</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Who may be heard</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sitting down at the table</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Leaving the table</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>UrgentStrip</name>
    <message>
        <source>Urgent events that wait</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open  F7</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>WallClock</name>
    <message>
        <source>{year}-{month:02d}-{day:02d}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>WallDesk</name>
    <message>
        <source>There is no wall with screens to take the camera to.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{camera} is on the wall {wall}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show the wall</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Scene {scene}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>WallEventBoard</name>
    <message>
        <source>Waiting for the backend</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No open events</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open events {count}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>WallEventSheet</name>
    <message>
        <source>Nothing is known of this event yet</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>WallFigures</name>
    <message>
        <source>Open</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reported today</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Handled today</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Closed today</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Overdue</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>On time</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>On duty</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cameras</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cameras live</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open by grade</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Last 24 hours</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reported</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Closed</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>WallForm</name>
    <message>
        <source>Make a wall</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Change the wall</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source> m</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Name of the wall</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Read from how far</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Width of a screen&apos;s picture</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The smallest characters are {mm} mm high.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is a wall of this name already.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A name can&apos;t have / \ : * ? &lt; &gt; | and can&apos;t begin or end with a dot.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>WallGrades</name>
    <message>
        <source>General</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Larger</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Major</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Urgent</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>WallManage</name>
    <message>
        <source>Make a wall…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Change name and viewing distance…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>New key…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Take the key back…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Remove the wall…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The wall {wall} has a key. A new one ends it: the wall goes dark until its PC has the new key.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>New key</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Make a new key</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The wall {wall} goes dark within seconds and forgets the town&apos;s cameras. To bring it back, its PC needs a new key.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Take the key back</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The wall {wall} is removed with its key and its {count} scenes, and goes dark. It can&apos;t be brought back.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Remove the wall</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The scene {scene} is removed, with when it comes by itself. What the wall shows stays.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Remove the scene</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>WallMenu</name>
    <message>
        <source>Cameras: {names}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The board as it is</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The map as it is</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Event at hand</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Event board</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Figures</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Clock</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Notice…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing	Del</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The camera over all screens</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No camera over all screens any more</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>WallNotices</name>
    <message>
        <source>Notice</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>WallPage</name>
    <message>
        <source>Make a wall…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The wall has told of no screen yet. On its PC, with its key: {command}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Wall</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How the wall is</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What the chosen screen shall show</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Walls and keys</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Screens of the wall</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Live pictures of the wall</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No wall yet: a shift leader makes one here.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>WallPanes</name>
    <message>
        <source>{age} s</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reduced</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Key</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>WallScenes</name>
    <message>
        <source>{grade} and graver</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Scenes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Call</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Keep as a scene…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Change…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Remove…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No scene yet. “Keep as a scene…” keeps what all screens show now.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>WallTold</name>
    <message>
        <source>Map</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Event board</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Figures</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Notice</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Clock</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Event</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Consultation</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Empty panes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{camera} over all screens</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name} · {fps} fps · {live}/{total} live</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The backend doesn&apos;t answer: how the wall is isn&apos;t known.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It has no key: its program can&apos;t sign in.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Its program hasn&apos;t told of itself yet.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Asking how it is…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>▲ Not heard of since {at}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>● Online, told {age} s ago · CPU {cpu} % · {restarts} restarts</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Alert: scene {scene}, called by an event</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Scene {scene}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No scene: put together by hand</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>WallWords</name>
    <message>
        <source>Consultation</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>no word yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Measures</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>over by {time}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{days} d {hours} h</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{hours} h {minutes} min</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>less than 1 min</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{minutes} min</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Drill</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Place</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Lead</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reported</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Due</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The key of this wall isn&apos;t valid any more: a shift leader makes a new one.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
</TS>
