<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
    <name>AboutDialog</name>
    <message>
        <source>About</source>
        <translation>关于</translation>
    </message>
    <message>
        <source>Fengqiao Console</source>
        <translation>枫桥指挥台</translation>
    </message>
    <message>
        <source>The console of a township&apos;s command room</source>
        <translation>乡镇综合信息指挥室的指挥台</translation>
    </message>
    <message>
        <source>Version {version}</source>
        <translation>版本 {version}</translation>
    </message>
    <message>
        <source>Licence: {name}</source>
        <translation>许可证：{name}</translation>
    </message>
</context>
<context>
    <name>ActionFields</name>
    <message>
        <source>Words</source>
        <translation>说明</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>理由</translation>
    </message>
    <message>
        <source>Reason, where it isn&apos;t the department of the rules</source>
        <translation>理由(所选部门与规则不同时填写)</translation>
    </message>
    <message>
        <source>Reason, where there is no photo</source>
        <translation>没有照片的理由</translation>
    </message>
    <message>
        <source>Why</source>
        <translation>原因</translation>
    </message>
    <message>
        <source>Main event</source>
        <translation>主事件</translation>
    </message>
    <message>
        <source>Lead department</source>
        <translation>牵头部门</translation>
    </message>
    <message>
        <source>Department that should handle it</source>
        <translation>建议的主办部门</translation>
    </message>
    <message>
        <source>Handed on to</source>
        <translation>转给</translation>
    </message>
    <message>
        <source>Co-operating departments</source>
        <translation>配合部门</translation>
    </message>
    <message>
        <source>Who</source>
        <translation>人员</translation>
    </message>
    <message>
        <source>Platforms</source>
        <translation>平台</translation>
    </message>
    <message>
        <source>Position</source>
        <translation>意见</translation>
    </message>
    <message>
        <source>Positions so far</source>
        <translation>目前表态</translation>
    </message>
    <message>
        <source>Limit</source>
        <translation>时限</translation>
    </message>
    <message>
        <source>Measures</source>
        <translation>措施</translation>
    </message>
    <message>
        <source>Until</source>
        <translation>延至</translation>
    </message>
    <message>
        <source>Asked for</source>
        <translation>申请内容</translation>
    </message>
    <message>
        <source>Result</source>
        <translation>处置结果</translation>
    </message>
    <message>
        <source>Photos and videos</source>
        <translation>照片和视频</translation>
    </message>
    <message>
        <source>Photos of afterwards</source>
        <translation>处置后照片</translation>
    </message>
    <message>
        <source>I have looked at the evidence</source>
        <translation>我已查看证据材料</translation>
    </message>
    <message>
        <source>Grant more time for the rework</source>
        <translation>给返工延长时间</translation>
    </message>
    <message>
        <source>Back to</source>
        <translation>退回到</translation>
    </message>
    <message>
        <source>Stars</source>
        <translation>星级</translation>
    </message>
    <message>
        <source>The appeal is upheld</source>
        <translation>申诉成立</translation>
    </message>
    <message>
        <source>has said nothing yet</source>
        <translation>尚未表态</translation>
    </message>
    <message>
        <source>Until {until}: {reason}</source>
        <translation>延至 {until}：{reason}</translation>
    </message>
    <message>
        <source>Returned, named</source>
        <translation>退回，建议</translation>
    </message>
    <message>
        <source>Consultation</source>
        <translation>会商</translation>
    </message>
    <message>
        <source>Decision</source>
        <translation>决定</translation>
    </message>
    <message>
        <source>Extension asked for</source>
        <translation>申请延期</translation>
    </message>
    <message>
        <source>Suspended until</source>
        <translation>挂起至</translation>
    </message>
    <message>
        <source>proposed ({platforms}), waits for the commander</source>
        <translation>已提请（{platforms}），等待指挥长</translation>
    </message>
    <message>
        <source>{measures} (within {limit})</source>
        <translation>{measures}（限 {limit}）</translation>
    </message>
    <message>
        <source>Grade</source>
        <translation>等级</translation>
    </message>
    <message>
        <source>Absent parties</source>
        <translation>缺席各方</translation>
    </message>
    <message>
        <source>People to be sent</source>
        <translation>派遣人员</translation>
    </message>
    <message>
        <source>Your password</source>
        <translation>本人密码</translation>
    </message>
    <message>
        <source>Departments</source>
        <translation>部门</translation>
    </message>
    <message>
        <source>Level</source>
        <translation>级别</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>类别</translation>
    </message>
    <message>
        <source>At least two.</source>
        <translation>至少两个。</translation>
    </message>
    <message>
        <source>An objection needs a reason.</source>
        <translation>反对须说明理由。</translation>
    </message>
    <message>
        <source>Wait for their position, or tick that they were absent.</source>
        <translation>请等待其表态，或勾选为缺席。</translation>
    </message>
    <message>
        <source>The limit of the kind runs beside it; the stricter counts.</source>
        <translation>该类别的时限同时计算，以更严的为准。</translation>
    </message>
    <message>
        <source>Signs in your name; nobody can change it afterwards.</source>
        <translation>以本人名义签署，此后任何人不得更改。</translation>
    </message>
    <message>
        <source>At most half of the limit and 20 days, at most twice.</source>
        <translation>最长为时限的一半且不超过 20 天，最多两次。</translation>
    </message>
    <message>
        <source>Papers, photographed</source>
        <translation>文书（拍照）</translation>
    </message>
    <message>
        <source>{paper}, photographed</source>
        <translation>{paper}（拍照）</translation>
    </message>
    <message>
        <source>Yes</source>
        <translation>是</translation>
    </message>
    <message>
        <source>No</source>
        <translation>否</translation>
    </message>
</context>
<context>
    <name>ActionForm</name>
    <message>
        <source>Choose photos or videos…</source>
        <translation>选择照片或视频…</translation>
    </message>
    <message>
        <source>Still missing: {fields}</source>
        <translation>还缺:{fields}</translation>
    </message>
    <message>
        <source>Send  Ctrl+Enter</source>
        <translation>提交  Ctrl+Enter</translation>
    </message>
    <message>
        <source>Later  Esc</source>
        <translation>稍后  Esc</translation>
    </message>
</context>
<context>
    <name>Asking</name>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
</context>
<context>
    <name>AwayMark</name>
    <message>
        <source>Backend away since {time}</source>
        <translation>后台断开，{time} 起</translation>
    </message>
</context>
<context>
    <name>BoardPage</name>
    <message>
        <source>Back to all panes	Esc</source>
        <translation>返回全部画面	Esc</translation>
    </message>
    <message>
        <source>Enlarge	Enter</source>
        <translation>放大	Enter</translation>
    </message>
    <message>
        <source>Whole picture</source>
        <translation>显示全图</translation>
    </message>
    <message>
        <source>Report an event	E</source>
        <translation>上报事件	E</translation>
    </message>
    <message>
        <source>Show on the map	M</source>
        <translation>在地图上显示	M</translation>
    </message>
    <message>
        <source>Turn the camera	P</source>
        <translation>云台控制	P</translation>
    </message>
    <message>
        <source>Snapshot	S</source>
        <translation>抓拍	S</translation>
    </message>
    <message>
        <source>Remove key mark	K</source>
        <translation>取消重点	K</translation>
    </message>
    <message>
        <source>Mark as key	K</source>
        <translation>标为重点	K</translation>
    </message>
    <message>
        <source>Open with sound</source>
        <translation>打开（带声音）</translation>
    </message>
    <message>
        <source>Remove from board	Del</source>
        <translation>移出画面	Del</translation>
    </message>
    <message>
        <source>Take to the wall	W</source>
        <translation>上大屏	W</translation>
    </message>
</context>
<context>
    <name>CameraExportDialog</name>
    <message>
        <source>Export cameras</source>
        <translation>导出摄像机</translation>
    </message>
    <message>
        <source>Lists of cameras (*.csv)</source>
        <translation>摄像机清单 (*.csv)</translation>
    </message>
    <message>
        <source>cameras</source>
        <translation>摄像机</translation>
    </message>
    <message>
        <source>the file could not be written</source>
        <translation>无法写入文件</translation>
    </message>
    <message>
        <source>{n} cameras as a CSV file.</source>
        <translation>将 {n} 台摄像机导出为 CSV 文件。</translation>
    </message>
    <message>
        <source>Writing {file}…</source>
        <translation>正在写入 {file}…</translation>
    </message>
    <message>
        <source>Written to {file}.</source>
        <translation>已写入 {file}。</translation>
    </message>
    <message>
        <source>{file} was not written. {reason}</source>
        <translation>{file} 未写入。{reason}</translation>
    </message>
    <message>
        <source>Include &amp;passwords</source>
        <translation>包含密码(&amp;P)</translation>
    </message>
    <message>
        <source>Whoever gets this file can watch and move the cameras. Keep it on this machine and delete it when it has served.</source>
        <translation>拿到此文件的人可以观看并控制摄像机。请只留在本机，用后删除。</translation>
    </message>
    <message>
        <source>&amp;Save as…</source>
        <translation>另存为(&amp;S)…</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
</context>
<context>
    <name>CameraFileWords</name>
    <message>
        <source>No permission here. Choose another folder or ask for the permission.</source>
        <translation>没有权限。请换个文件夹或申请权限。</translation>
    </message>
    <message>
        <source>The disk is full. Make room or choose another folder.</source>
        <translation>磁盘已满。请清理空间或换个文件夹。</translation>
    </message>
    <message>
        <source>The file or its folder is not there any more. Choose again.</source>
        <translation>文件或文件夹已不存在，请重新选择。</translation>
    </message>
    <message>
        <source>This is not a file. Choose another one.</source>
        <translation>这不是文件，请另选。</translation>
    </message>
    <message>
        <source>The system says: {reason}</source>
        <translation>系统提示：{reason}</translation>
    </message>
</context>
<context>
    <name>CameraImportDialog</name>
    <message>
        <source>Choose a list of cameras</source>
        <translation>选择摄像机清单</translation>
    </message>
    <message>
        <source>Lists of cameras (*.csv *.txt)</source>
        <translation>摄像机清单 (*.csv *.txt)</translation>
    </message>
    <message>
        <source>All files (*)</source>
        <translation>所有文件 (*)</translation>
    </message>
    <message>
        <source>the file could not be read</source>
        <translation>无法读取文件</translation>
    </message>
    <message>
        <source>Import cameras</source>
        <translation>导入摄像机</translation>
    </message>
</context>
<context>
    <name>CameraImportForm</name>
    <message>
        <source>No file chosen</source>
        <translation>未选择文件</translation>
    </message>
    <message>
        <source>{good} good rows. {faults} faults: nothing is imported unless you say so.</source>
        <translation>正确 {good} 行，问题 {faults} 处：未经确认不导入。</translation>
    </message>
    <message>
        <source>{good} rows, no faults.</source>
        <translation>共 {good} 行，无问题。</translation>
    </message>
    <message>
        <source>Yes, remove {n} cameras</source>
        <translation>确认移除 {n} 台摄像机</translation>
    </message>
    <message>
        <source>{added} new, {changed} changed, {unchanged} unchanged, {removed} removed.</source>
        <translation>新增 {added}，变更 {changed}，不变 {unchanged}，移除 {removed}。</translation>
    </message>
    <message>
        <source>Import only the {n} good &amp;rows</source>
        <translation>仅导入正确的 {n} 行(&amp;R)</translation>
    </message>
    <message>
        <source>&amp;Choose file…</source>
        <translation>选择文件(&amp;C)…</translation>
    </message>
    <message>
        <source>&amp;Stop reading</source>
        <translation>停止读取(&amp;S)</translation>
    </message>
    <message>
        <source>A&amp;dd and change; cameras that the file doesn&apos;t name stay</source>
        <translation>新增和更新，文件中没有的保留(&amp;D)</translation>
    </message>
    <message>
        <source>Re&amp;place; the file becomes the whole list</source>
        <translation>整体替换，以文件为准(&amp;P)</translation>
    </message>
    <message>
        <source>Import &amp;all</source>
        <translation>全部导入(&amp;A)</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Faults in the file</source>
        <translation>文件中的问题</translation>
    </message>
    <message>
        <source>Reading the file</source>
        <translation>正在读取文件</translation>
    </message>
</context>
<context>
    <name>CameraTree</name>
    <message>
        <source>Show on the board</source>
        <translation>上屏显示</translation>
    </message>
    <message>
        <source>Mark as key camera</source>
        <translation>标为重点</translation>
    </message>
    <message>
        <source>Remove key mark</source>
        <translation>取消重点</translation>
    </message>
    <message>
        <source>Open all groups</source>
        <translation>全部展开</translation>
    </message>
    <message>
        <source>Close all groups</source>
        <translation>全部收起</translation>
    </message>
    <message>
        <source>{shown} of {total} cameras</source>
        <translation>{shown} / {total} 路</translation>
    </message>
    <message>
        <source>{total} cameras</source>
        <translation>共 {total} 路</translation>
    </message>
    <message>
        <source>No cameras yet. Import a list of cameras to begin.</source>
        <translation>还没有摄像机，请先导入摄像机清单。</translation>
    </message>
    <message>
        <source>No camera matches “{text}”. Press Esc to see all.</source>
        <translation>没有符合“{text}”的摄像机，按 Esc 显示全部。</translation>
    </message>
    <message>
        <source>Name, pinyin, initials or number</source>
        <translation>名称、拼音、首字母或编号</translation>
    </message>
    <message>
        <source>Search cameras</source>
        <translation>搜索摄像机</translation>
    </message>
    <message>
        <source>Cameras</source>
        <translation>摄像机</translation>
    </message>
</context>
<context>
    <name>CameraTreeModel</name>
    <message>
        <source>No village or grid</source>
        <translation>未划分村或网格</translation>
    </message>
    <message>
        <source>{live} of {total} live, {lost} lost</source>
        <translation>实时 {live}/{total}，中断 {lost}</translation>
    </message>
    <message>
        <source>Key camera</source>
        <translation>重点摄像机</translation>
    </message>
    <message>
        <source>On the board now</source>
        <translation>正在屏上</translation>
    </message>
    <message>
        <source>State not known</source>
        <translation>状态未知</translation>
    </message>
    <message>
        <source>Not opened</source>
        <translation>未打开</translation>
    </message>
    <message>
        <source>Connecting</source>
        <translation>连接中</translation>
    </message>
    <message>
        <source>Live</source>
        <translation>实时</translation>
    </message>
    <message>
        <source>Picture is old</source>
        <translation>画面停滞</translation>
    </message>
    <message>
        <source>Lost</source>
        <translation>中断</translation>
    </message>
</context>
<context>
    <name>CameraWords</name>
    <message>
        <source>The list of cameras can&apos;t be read.</source>
        <translation>摄像机清单无法读取。</translation>
    </message>
    <message>
        <source>The list of cameras is too large.</source>
        <translation>摄像机清单过大。</translation>
    </message>
    <message>
        <source>The list of cameras is damaged.</source>
        <translation>摄像机清单已损坏。</translation>
    </message>
    <message>
        <source>The list of cameras was written by a newer version.</source>
        <translation>摄像机清单由更新的版本写成。</translation>
    </message>
    <message>
        <source>The console starts without cameras and can&apos;t save any: the file could not be moved out of the way.</source>
        <translation>指挥台以空清单启动，且无法保存：原文件移不开。</translation>
    </message>
    <message>
        <source>The console starts without cameras. The file is kept as {file}. Import a list of cameras to go on.</source>
        <translation>指挥台以空清单启动。原文件保存为 {file}。请导入摄像机清单后继续。</translation>
    </message>
</context>
<context>
    <name>CandidateList</name>
    <message>
        <source>Who to send</source>
        <translation>派遣人选</translation>
    </message>
</context>
<context>
    <name>ChatList</name>
    <message>
        <source>{count} characters are too many; {most} fit.</source>
        <translation>共 {count} 字，超出上限 {most} 字。</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>复制</translation>
    </message>
    <message>
        <source>Copy the text only</source>
        <translation>只复制内容</translation>
    </message>
    <message>
        <source>{count} new messages</source>
        <translation>{count} 条新发言</translation>
    </message>
    <message>
        <source>Messages</source>
        <translation>发言</translation>
    </message>
    <message>
        <source>me</source>
        <translation>我</translation>
    </message>
    <message>
        <source>sending</source>
        <translation>发送中</translation>
    </message>
    <message>
        <source>Message</source>
        <translation>发言内容</translation>
    </message>
    <message>
        <source>Enter sends, Shift+Enter new line, @ names somebody</source>
        <translation>回车发送，Shift+回车换行，@ 提到某人</translation>
    </message>
    <message>
        <source>Say</source>
        <translation>发送</translation>
    </message>
    <message>
        <source>Say it (Enter)</source>
        <translation>发送（回车）</translation>
    </message>
</context>
<context>
    <name>CommandPalette</name>
    <message>
        <source>What to do</source>
        <translation>要做什么</translation>
    </message>
    <message>
        <source>Part of a name</source>
        <translation>输入名称的一部分</translation>
    </message>
    <message>
        <source>What can be done</source>
        <translation>可用命令</translation>
    </message>
</context>
<context>
    <name>Console</name>
    <message>
        <source>Without libvlc videos can&apos;t be played.</source>
        <translation>没有 libvlc,不能播放视频。</translation>
    </message>
    <message>
        <source>This list was opened from a file: changes of it are not kept.</source>
        <translation>此清单由文件打开，改动不会保留。</translation>
    </message>
    <message>
        <source>The list of cameras could not be saved: {reason}</source>
        <translation>摄像机清单未能保存：{reason}</translation>
    </message>
    <message>
        <source>No calibrated camera can look there.</source>
        <translation>没有已标定的云台能看到那里。</translation>
    </message>
    <message>
        <source>the pane has no picture yet</source>
        <translation>该画面还没有图像</translation>
    </message>
    <message>
        <source>Snapshot of {camera} saved: {file}</source>
        <translation>已抓拍 {camera}：{file}</translation>
    </message>
    <message>
        <source>The snapshot was not saved: {reason}</source>
        <translation>抓拍未保存：{reason}</translation>
    </message>
    <message>
        <source>No libvlc: recordings can&apos;t be played and cameras can&apos;t be heard. Debian: apt-get install libvlc5 vlc-plugin-base</source>
        <translation>没有 libvlc：不能播放录像，也听不到摄像机声音。Debian 上请运行：apt-get install libvlc5 vlc-plugin-base</translation>
    </message>
    <message>
        <source>{camera} can&apos;t be heard: {reason}</source>
        <translation>听不到 {camera} 的声音：{reason}</translation>
    </message>
    <message>
        <source>A decoder failed and was started again ({count} streams).</source>
        <translation>一个解码进程出错，已重新启动（{count} 路码流）。</translation>
    </message>
</context>
<context>
    <name>ConsultCentre</name>
    <message>
        <source>Only who sits at the table can do this.</source>
        <translation>在席人员才能这样做。</translation>
    </message>
    <message>
        <source>Take a snapshot to draw on it.</source>
        <translation>请先抓拍，再在抓拍上标绘。</translation>
    </message>
    <message>
        <source>Documents are read, not drawn on.</source>
        <translation>文件只供阅读，不能标绘。</translation>
    </message>
    <message>
        <source>Only who presents can wipe everything away.</source>
        <translation>只有主讲人可以全部清空。</translation>
    </message>
    <message>
        <source>Reading the picture…</source>
        <translation>正在读取图片…</translation>
    </message>
    <message>
        <source>Photos, videos and documents</source>
        <translation>照片、视频和文件</translation>
    </message>
    <message>
        <source>Map</source>
        <translation>地图</translation>
    </message>
    <message>
        <source>Live pictures</source>
        <translation>实时画面</translation>
    </message>
    <message>
        <source>Course</source>
        <translation>经过</translation>
    </message>
    <message>
        <source>Follow who presents</source>
        <translation>跟随主讲</translation>
    </message>
</context>
<context>
    <name>ConsultController</name>
    <message>
        <source>Sending {file}</source>
        <translation>正在发送 {file}</translation>
    </message>
    <message>
        <source>Telling the backend</source>
        <translation>正在告知后台</translation>
    </message>
    <message>
        <source>Signing the decision</source>
        <translation>正在签署决定</translation>
    </message>
</context>
<context>
    <name>ConsultDesk</name>
    <message>
        <source>The event at hand has no consultation.</source>
        <translation>当前事件没有会商。</translation>
    </message>
    <message>
        <source>{party} is called to a consultation by {who}: Ctrl+Alt+H joins</source>
        <translation>{who} 邀请 {party} 参加会商：按 Ctrl+Alt+H 入席</translation>
    </message>
    <message>
        <source>{number}: the decision is signed; the departments are told</source>
        <translation>{number}：决定已签署，已交办各部门</translation>
    </message>
    <message>
        <source>Signed. The departments are told.</source>
        <translation>已签署，已交办各部门。</translation>
    </message>
    <message>
        <source>Minutes {number}</source>
        <translation>会商纪要 {number}</translation>
    </message>
    <message>
        <source>Keep the minutes</source>
        <translation>保存纪要</translation>
    </message>
    <message>
        <source>The minutes could not be written: {reason}</source>
        <translation>纪要未能写入：{reason}</translation>
    </message>
    <message>
        <source>The minutes were written: {file}</source>
        <translation>纪要已写入：{file}</translation>
    </message>
    <message>
        <source>Making the minutes</source>
        <translation>正在生成纪要</translation>
    </message>
    <message>
        <source>Amend the minutes</source>
        <translation>更正纪要</translation>
    </message>
    <message>
        <source>What is put right</source>
        <translation>更正内容</translation>
    </message>
    <message>
        <source>Why</source>
        <translation>原因</translation>
    </message>
    <message>
        <source>The minutes have a new version.</source>
        <translation>纪要已有新版本。</translation>
    </message>
</context>
<context>
    <name>ConsultFollower</name>
    <message>
        <source>Reading the table</source>
        <translation>正在读取会商桌</translation>
    </message>
</context>
<context>
    <name>ConsultLive</name>
    <message>
        <source>No snapshot: {reason}</source>
        <translation>未能抓拍：{reason}</translation>
    </message>
    <message>
        <source>Choose a live picture first.</source>
        <translation>请先选中一个实时画面。</translation>
    </message>
    <message>
        <source>Add a live picture</source>
        <translation>添加实时画面</translation>
    </message>
    <message>
        <source>Camera</source>
        <translation>摄像机</translation>
    </message>
    <message>
        <source>{camera} paused {at}</source>
        <translation>{camera} 定格 {at}</translation>
    </message>
    <message>
        <source>Add a live picture…</source>
        <translation>添加实时画面…</translation>
    </message>
    <message>
        <source>Pause / go on</source>
        <translation>定格 / 继续</translation>
    </message>
</context>
<context>
    <name>ConsultPeople</name>
    <message>
        <source>At the table</source>
        <translation>在席</translation>
    </message>
    <message>
        <source>Present</source>
        <translation>主讲</translation>
    </message>
    <message>
        <source>Agree or object…</source>
        <translation>表态…</translation>
    </message>
    <message>
        <source>Invite…</source>
        <translation>邀请…</translation>
    </message>
</context>
<context>
    <name>ConsultPictures</name>
    <message>
        <source>Reading the file</source>
        <translation>正在读取文件</translation>
    </message>
    <message>
        <source>the pane has no picture yet</source>
        <translation>该画面还没有图像</translation>
    </message>
</context>
<context>
    <name>ConsultSound</name>
    <message>
        <source>As the machine prefers</source>
        <translation>按系统默认</translation>
    </message>
    <message>
        <source>{name} (not there)</source>
        <translation>{name}（未连接）</translation>
    </message>
    <message>
        <source>Microphone</source>
        <translation>麦克风</translation>
    </message>
    <message>
        <source>Loudspeaker</source>
        <translation>扬声器</translation>
    </message>
    <message>
        <source>Headphones</source>
        <translation>戴耳机</translation>
    </message>
    <message>
        <source>Without headphones the others are softer while you talk: no echo.</source>
        <translation>不戴耳机时，您讲话期间其他人的声音会调低，以免产生回声。</translation>
    </message>
</context>
<context>
    <name>ConsultVoice</name>
    <message>
        <source>Connecting…</source>
        <translation>正在连接…</translation>
    </message>
    <message>
        <source>There is no voice here; the table works without it.</source>
        <translation>此处没有语音；会商桌照常使用。</translation>
    </message>
    <message>
        <source>Hold F2 to talk.</source>
        <translation>按住 F2 发言。</translation>
    </message>
    <message>
        <source>The consultation&apos;s voice is over.</source>
        <translation>会商语音已结束。</translation>
    </message>
    <message>
        <source>You joined the voice at another console.</source>
        <translation>您已在另一席位加入语音。</translation>
    </message>
    <message>
        <source>The voice server doesn&apos;t answer; it is tried again.</source>
        <translation>语音服务没有应答；正在重试。</translation>
    </message>
    <message>
        <source>No sound comes through; it is tried again.</source>
        <translation>声音不通；正在重试。</translation>
    </message>
    <message>
        <source>{name} isn&apos;t there: the device that the machine prefers is used.</source>
        <translation>未找到 {name}：已改用系统默认设备。</translation>
    </message>
    <message>
        <source>No microphone: you hear the others and can&apos;t speak.</source>
        <translation>没有麦克风：您能听到其他人，但不能讲话。</translation>
    </message>
    <message>
        <source>Microphone and loudspeaker</source>
        <translation>麦克风和扬声器</translation>
    </message>
    <message>
        <source>How loud you speak</source>
        <translation>讲话音量</translation>
    </message>
    <message>
        <source>The voice server refused to let you in.</source>
        <translation>语音服务拒绝加入。</translation>
    </message>
    <message>
        <source>Too many are in the voice already.</source>
        <translation>语音人数已满。</translation>
    </message>
    <message>
        <source>No loudspeaker: you don&apos;t hear the others.</source>
        <translation>没有扬声器：听不到其他人讲话。</translation>
    </message>
    <message>
        <source>The chair muted you.</source>
        <translation>主持人已将您静音。</translation>
    </message>
    <message>
        <source>Voice</source>
        <translation>语音</translation>
    </message>
    <message>
        <source>Talk  F2</source>
        <translation>发言  F2</translation>
    </message>
</context>
<context>
    <name>ConsultWindow</name>
    <message>
        <source>Reading the table…</source>
        <translation>正在读取会商桌…</translation>
    </message>
    <message>
        <source>Consultation {number}</source>
        <translation>会商 {number}</translation>
    </message>
    <message>
        <source>Open the event</source>
        <translation>打开事件</translation>
    </message>
    <message>
        <source>Leave the table</source>
        <translation>离席</translation>
    </message>
</context>
<context>
    <name>ConsultWords</name>
    <message>
        <source>Command room</source>
        <translation>指挥室</translation>
    </message>
    <message>
        <source>Paused</source>
        <translation>已定格</translation>
    </message>
    <message>
        <source>Only who sits at the table can do this.</source>
        <translation>在席人员才能这样做。</translation>
    </message>
    <message>
        <source>The decision is signed. Its measures are being carried out.</source>
        <translation>决定已签署，各项措施正在落实。</translation>
    </message>
    <message>
        <source>The commander signs the decision here; until then nothing is assigned.</source>
        <translation>由指挥长在此签署决定；在此之前不作任何交办。</translation>
    </message>
    <message>
        <source>Decision</source>
        <translation>决定</translation>
    </message>
    <message>
        <source>Somebody took this measure away meanwhile.</source>
        <translation>这条措施刚才已被他人删除。</translation>
    </message>
    <message>
        <source>Chat</source>
        <translation>发言</translation>
    </message>
    <message>
        <source>Measures</source>
        <translation>措施</translation>
    </message>
    <message>
        <source>Sign the decision  Ctrl+Enter</source>
        <translation>签署决定  Ctrl+Enter</translation>
    </message>
    <message>
        <source>Minutes (Word)…</source>
        <translation>纪要（Word）…</translation>
    </message>
    <message>
        <source>Minutes (PDF)…</source>
        <translation>纪要（PDF）…</translation>
    </message>
    <message>
        <source>Amend the minutes…</source>
        <translation>更正纪要…</translation>
    </message>
</context>
<context>
    <name>CsvFaultsModel</name>
    <message>
        <source>Row</source>
        <translation>行</translation>
    </message>
    <message>
        <source>Column</source>
        <translation>列</translation>
    </message>
    <message>
        <source>What is wrong</source>
        <translation>问题</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>内容</translation>
    </message>
    <message>
        <source>File</source>
        <translation>文件</translation>
    </message>
    <message>
        <source>The file is larger than 10 MB</source>
        <translation>文件超过 10 MB</translation>
    </message>
    <message>
        <source>Not a text file in UTF-8 or GB18030; save it as CSV first</source>
        <translation>不是 UTF-8 或 GB18030 文本，请先另存为 CSV</translation>
    </message>
    <message>
        <source>Quotation marks don&apos;t match, or a cell is far too long</source>
        <translation>引号不配对，或单元格过长</translation>
    </message>
    <message>
        <source>More than 20,000 rows; divide the file</source>
        <translation>超过 20,000 行，请拆分文件</translation>
    </message>
    <message>
        <source>More than 200 columns</source>
        <translation>超过 200 列</translation>
    </message>
    <message>
        <source>No cameras in the file</source>
        <translation>文件中没有摄像机</translation>
    </message>
    <message>
        <source>This column is missing</source>
        <translation>缺少此列</translation>
    </message>
    <message>
        <source>This column is there twice</source>
        <translation>此列重复</translation>
    </message>
    <message>
        <source>Column not known; its cells are not used</source>
        <translation>未知列，内容不采用</translation>
    </message>
    <message>
        <source>More cells than the header has columns</source>
        <translation>单元格多于表头列数</translation>
    </message>
    <message>
        <source>Must not be empty</source>
        <translation>不能为空</translation>
    </message>
    <message>
        <source>Text too long</source>
        <translation>文字过长</translation>
    </message>
    <message>
        <source>Characters that can&apos;t be shown</source>
        <translation>含无法显示的字符</translation>
    </message>
    <message>
        <source>Not a number</source>
        <translation>不是数字</translation>
    </message>
    <message>
        <source>Number out of range</source>
        <translation>数值超出范围</translation>
    </message>
    <message>
        <source>Must be 1 or 0, yes or no</source>
        <translation>应填 1 或 0、是或否</translation>
    </message>
    <message>
        <source>Address begins with a scheme that can&apos;t be used here</source>
        <translation>地址协议不可用</translation>
    </message>
    <message>
        <source>Address not valid</source>
        <translation>地址无效</translation>
    </message>
    <message>
        <source>Address has another user or password than the row</source>
        <translation>地址中的用户名或密码与本行不一致</translation>
    </message>
    <message>
        <source>Another row has the same number</source>
        <translation>编号与其他行重复</translation>
    </message>
</context>
<context>
    <name>DecoderPool</name>
    <message>
        <source>the camera sent no picture</source>
        <translation>摄像机没有传来图像</translation>
    </message>
</context>
<context>
    <name>Desk</name>
    <message>
        <source>it can&apos;t be read</source>
        <translation>无法读取</translation>
    </message>
    <message>
        <source>it has vector tiles; pictures are needed (PNG, JPEG, WebP)</source>
        <translation>里面是矢量瓦片，需要图片瓦片（PNG、JPEG、WebP）</translation>
    </message>
    <message>
        <source>it has no tiles</source>
        <translation>里面没有瓦片</translation>
    </message>
    <message>
        <source>it isn&apos;t an MBTiles file</source>
        <translation>不是 MBTiles 文件</translation>
    </message>
    <message>
        <source>The base map {file} isn&apos;t shown: {why}.</source>
        <translation>底图 {file} 无法显示：{why}。</translation>
    </message>
    <message>
        <source>{name} sits at {seat}</source>
        <translation>{name} 在 {seat} 值班</translation>
    </message>
    <message>
        <source>The session is over. Sign in again; nothing is lost.</source>
        <translation>登录已失效,请重新登录;内容没有丢失。</translation>
    </message>
    <message>
        <source>That isn&apos;t this person&apos;s password.</source>
        <translation>密码不对,不是当前值班人的密码。</translation>
    </message>
    <message>
        <source>Undo: {what}</source>
        <translation>撤销：{what}</translation>
    </message>
    <message>
        <source>Inbox</source>
        <translation>收件箱</translation>
    </message>
    <message>
        <source>Search events</source>
        <translation>搜索事件</translation>
    </message>
    <message>
        <source>What waits to be sent</source>
        <translation>待发内容</translation>
    </message>
    <message>
        <source>Open the newest event</source>
        <translation>打开最新事件</translation>
    </message>
    <message>
        <source>Open the urgent event that waits</source>
        <translation>打开待受理的紧急事件</translation>
    </message>
    <message>
        <source>Cameras near the event</source>
        <translation>事件附近的摄像机</translation>
    </message>
    <message>
        <source>Turn a camera to the event</source>
        <translation>高点云台转向事件</translation>
    </message>
    <message>
        <source>Hand the seat over…</source>
        <translation>移交席位…</translation>
    </message>
    <message>
        <source>Consultation of the event at hand</source>
        <translation>当前事件的会商</translation>
    </message>
    <message>
        <source>Put the event away</source>
        <translation>收起事件</translation>
    </message>
    <message>
        <source>Lock the screen</source>
        <translation>锁屏</translation>
    </message>
    <message>
        <source>Sign out</source>
        <translation>退出登录</translation>
    </message>
    <message>
        <source>Hand the seat over</source>
        <translation>移交席位</translation>
    </message>
    <message>
        <source>Your events go to</source>
        <translation>把我的事件移交给</translation>
    </message>
    <message>
        <source>Handed over: {given} events; kept: {kept}</source>
        <translation>已移交 {given} 件,仍留 {kept} 件</translation>
    </message>
    <message>
        <source>sending people to {number}</source>
        <translation>{number} 的派遣</translation>
    </message>
    <message>
        <source>sent by mistake</source>
        <translation>误派</translation>
    </message>
    <message>
        <source>Taken back: {what}</source>
        <translation>已撤销：{what}</translation>
    </message>
    <message>
        <source>Too late to take back: {what}</source>
        <translation>已来不及撤回：{what}</translation>
    </message>
    <message>
        <source>Only who sits in the command room can report an event from a pane.</source>
        <translation>只有指挥室在席人员可以从画面上报事件。</translation>
    </message>
    <message>
        <source>{count} urgent to accept · {left} · {title}</source>
        <translation>紧急待受理 {count} 件 · {left} · {title}</translation>
    </message>
    <message>
        <source>{count} urgent events wait to be accepted</source>
        <translation>有 {count} 件紧急事件等待受理</translation>
    </message>
    <message>
        <source>The town&apos;s cameras could not be read: {reason}</source>
        <translation>无法读取本镇摄像机:{reason}</translation>
    </message>
    <message>
        <source>Photos and videos</source>
        <translation>照片和视频</translation>
    </message>
    <message>
        <source>Photos and videos (*.jpg *.jpeg *.png *.webp *.mp4 *.mov *.webm)</source>
        <translation>照片和视频 (*.jpg *.jpeg *.png *.webp *.mp4 *.mov *.webm)</translation>
    </message>
    <message>
        <source>Not sent yet: “{text}” of {camera}; E on its pane goes on with it</source>
        <translation>尚未上报：{camera} 的“{text}”；在该画面按 E 继续</translation>
    </message>
    <message>
        <source>{grid} {kind}: {count} events</source>
        <translation>{grid} {kind}:{count} 件</translation>
    </message>
    <message>
        <source>The backend doesn&apos;t answer; what you do is kept and sent later.</source>
        <translation>后台没有应答,所做操作先存在本机,稍后发送。</translation>
    </message>
</context>
<context>
    <name>DocumentSaver</name>
    <message>
        <source>Save the document</source>
        <translation>保存文件</translation>
    </message>
    <message>
        <source>The document could not be saved: {reason}</source>
        <translation>文件无法保存：{reason}</translation>
    </message>
    <message>
        <source>The document was saved: {file}</source>
        <translation>文件已保存：{file}</translation>
    </message>
</context>
<context>
    <name>DocumentView</name>
    <message>
        <source>Page {page} of {pages}</source>
        <translation>第 {page} 页，共 {pages} 页</translation>
    </message>
    <message>
        <source>Page before</source>
        <translation>上一页</translation>
    </message>
    <message>
        <source>Next page</source>
        <translation>下一页</translation>
    </message>
    <message>
        <source>Save…</source>
        <translation>保存…</translation>
    </message>
    <message>
        <source>It isn&apos;t shown here: save it, and look at it with another program.</source>
        <translation>这里不显示：请保存后用其他程序查看。</translation>
    </message>
    <message>
        <source>Reading the page…</source>
        <translation>正在读取页面…</translation>
    </message>
</context>
<context>
    <name>DrawingBar</name>
    <message>
        <source>Undo</source>
        <translation>撤销</translation>
    </message>
    <message>
        <source>Wipe all drawings</source>
        <translation>清空全部标绘</translation>
    </message>
    <message>
        <source>No tool: move what lies below</source>
        <translation>不用工具：移动底图</translation>
    </message>
    <message>
        <source>Pen</source>
        <translation>画笔</translation>
    </message>
    <message>
        <source>Arrow</source>
        <translation>箭头</translation>
    </message>
    <message>
        <source>Area</source>
        <translation>范围</translation>
    </message>
    <message>
        <source>Symbol</source>
        <translation>符号</translation>
    </message>
    <message>
        <source>Text</source>
        <translation>文字</translation>
    </message>
    <message>
        <source>Eraser</source>
        <translation>橡皮</translation>
    </message>
    <message>
        <source>Red</source>
        <translation>红色</translation>
    </message>
    <message>
        <source>Amber</source>
        <translation>琥珀色</translation>
    </message>
    <message>
        <source>Blue</source>
        <translation>蓝色</translation>
    </message>
    <message>
        <source>Green</source>
        <translation>绿色</translation>
    </message>
    <message>
        <source>White</source>
        <translation>白色</translation>
    </message>
    <message>
        <source>Thin</source>
        <translation>细</translation>
    </message>
    <message>
        <source>Medium</source>
        <translation>中等</translation>
    </message>
    <message>
        <source>Thick</source>
        <translation>粗</translation>
    </message>
    <message>
        <source>Police</source>
        <translation>警力</translation>
    </message>
    <message>
        <source>Fire</source>
        <translation>消防</translation>
    </message>
    <message>
        <source>Medical aid</source>
        <translation>医疗救护</translation>
    </message>
    <message>
        <source>Danger</source>
        <translation>危险</translation>
    </message>
    <message>
        <source>Road closed</source>
        <translation>道路封闭</translation>
    </message>
    <message>
        <source>Place to gather</source>
        <translation>集合点</translation>
    </message>
    <message>
        <source>Drawing tools</source>
        <translation>标绘工具</translation>
    </message>
</context>
<context>
    <name>DrawingCanvas</name>
    <message>
        <source>Erase</source>
        <translation>擦除</translation>
    </message>
    <message>
        <source>Drawing</source>
        <translation>标绘</translation>
    </message>
</context>
<context>
    <name>DrawingText</name>
    <message>
        <source>Text on the drawing</source>
        <translation>标绘上的文字</translation>
    </message>
    <message>
        <source>Enter puts it</source>
        <translation>回车放下</translation>
    </message>
</context>
<context>
    <name>EventController</name>
    <message>
        <source>Reading the event</source>
        <translation>正在读取事件</translation>
    </message>
</context>
<context>
    <name>EventFiles</name>
    <message>
        <source>Reading the file</source>
        <translation>正在读取文件</translation>
    </message>
</context>
<context>
    <name>EventFoot</name>
    <message>
        <source>More</source>
        <translation>更多</translation>
    </message>
    <message>
        <source>More actions</source>
        <translation>更多操作</translation>
    </message>
    <message>
        <source>Table  Ctrl+Alt+H</source>
        <translation>会商桌  Ctrl+Alt+H</translation>
    </message>
</context>
<context>
    <name>EventHead</name>
    <message>
        <source>Reading…</source>
        <translation>正在读取…</translation>
    </message>
    <message>
        <source>【drill】</source>
        <translation>【演练】</translation>
    </message>
</context>
<context>
    <name>EventParts</name>
    <message>
        <source>Where</source>
        <translation>地点</translation>
    </message>
    <message>
        <source>Who</source>
        <translation>上报人</translation>
    </message>
    <message>
        <source>Camera</source>
        <translation>摄像机</translation>
    </message>
    <message>
        <source>Told</source>
        <translation>交办</translation>
    </message>
    <message>
        <source>■ Not sure: please check the kind.</source>
        <translation>■ 把握不大,请核对类别。</translation>
    </message>
    <message>
        <source>■ The rules propose a consultation.</source>
        <translation>■ 规则建议会商。</translation>
    </message>
    <message>
        <source>{clock} paused</source>
        <translation>{clock} 暂停</translation>
    </message>
    <message>
        <source>■ Grid {grid} would have nobody</source>
        <translation>■ 网格 {grid} 将无人在岗</translation>
    </message>
    <message>
        <source>; {name} of {grid} could cover it</source>
        <translation>,可由 {grid} 的{name}补位</translation>
    </message>
    <message>
        <source>There is no card for this kind.</source>
        <translation>这个类别没有处置要点。</translation>
    </message>
    <message>
        <source>Who goes</source>
        <translation>谁去</translation>
    </message>
    <message>
        <source>What to say</source>
        <translation>说什么</translation>
    </message>
    <message>
        <source>What to film</source>
        <translation>拍什么</translation>
    </message>
    <message>
        <source>What not to do</source>
        <translation>不要做什么</translation>
    </message>
    <message>
        <source>the program</source>
        <translation>系统</translation>
    </message>
    <message>
        <source>A limit changed its light</source>
        <translation>时限灯色变化</translation>
    </message>
    <message>
        <source>Photos or videos added</source>
        <translation>补充照片或视频</translation>
    </message>
    <message>
        <source>{metres} m, {minutes} min</source>
        <translation>{metres} 米 · {minutes} 分</translation>
    </message>
</context>
<context>
    <name>EventStage</name>
    <message>
        <source>Event seen by {number} {name}</source>
        <translation>从画面上报:{number} {name}</translation>
    </message>
    <message>
        <source>What is to be seen</source>
        <translation>看到了什么</translation>
    </message>
    <message>
        <source>{number}: not everything was done. Done: {done}</source>
        <translation>{number}:没有全部办成。已办:{done}</translation>
    </message>
    <message>
        <source>{number}: {done}. Not done, because it isn&apos;t allowed now: {left}</source>
        <translation>{number}:已{done}。未办(当前不允许):{left}</translation>
    </message>
    <message>
        <source>{number}: {done}</source>
        <translation>{number}:已{done}</translation>
    </message>
    <message>
        <source>Waits for the backend: {what}</source>
        <translation>等待后台恢复后发送:{what}</translation>
    </message>
    <message>
        <source>by radio</source>
        <translation>电台代报</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>打开</translation>
    </message>
    <message>
        <source>Photos</source>
        <translation>照片</translation>
    </message>
    <message>
        <source>Photos ({count})</source>
        <translation>照片({count})</translation>
    </message>
    <message>
        <source>Correct the kind: {kind}</source>
        <translation>改类：{kind}</translation>
    </message>
    <message>
        <source>Not done, because the event was being read anew. Look and press again: {what}</source>
        <translation>未执行：事件正在重新读取。请核对后再按一次：{what}</translation>
    </message>
    <message>
        <source>Ctrl+Enter reports it; F9 reports it and tells everybody at once.</source>
        <translation>Ctrl+Enter 上报；F9 上报并立即派遣、交办。</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>原因</translation>
    </message>
    <message>
        <source>■ Who can go isn&apos;t known now.</source>
        <translation>■ 暂时不知道谁能去。</translation>
    </message>
    <message>
        <source>Not done yet, because the last action is still on its way: {what}</source>
        <translation>上一步仍在执行，这一步尚未执行：{what}</translation>
    </message>
    <message>
        <source>; F9 sends the next one</source>
        <translation>；按 F9 派下一位</translation>
    </message>
    <message>
        <source>Waits in the outbox</source>
        <translation>已在待发</translation>
    </message>
    <message>
        <source>Merge…</source>
        <translation>归并…</translation>
    </message>
    <message>
        <source>, </source>
        <translation>、</translation>
    </message>
    <message>
        <source>Event at hand</source>
        <translation>当前事件</translation>
    </message>
    <message>
        <source>No event at hand.

Enter in the inbox opens one.</source>
        <translation>尚未打开事件。

在收件箱按 Enter 打开。</translation>
    </message>
    <message>
        <source>
E on a pane makes one.</source>
        <translation>
在画面上按 E 上报。</translation>
    </message>
    <message>
        <source>Handle</source>
        <translation>处置</translation>
    </message>
    <message>
        <source>What to do</source>
        <translation>处置要点</translation>
    </message>
    <message>
        <source>Trail</source>
        <translation>留痕</translation>
    </message>
    <message>
        <source>Sent</source>
        <translation>已派人员</translation>
    </message>
    <message>
        <source>Perhaps the same</source>
        <translation>可能重复</translation>
    </message>
</context>
<context>
    <name>EventWords</name>
    <message>
        <source>General</source>
        <translation>一般</translation>
    </message>
    <message>
        <source>Larger</source>
        <translation>较大</translation>
    </message>
    <message>
        <source>Major</source>
        <translation>重大</translation>
    </message>
    <message>
        <source>Urgent</source>
        <translation>紧急</translation>
    </message>
    <message>
        <source>To accept</source>
        <translation>待受理</translation>
    </message>
    <message>
        <source>Triage</source>
        <translation>研判</translation>
    </message>
    <message>
        <source>Merged</source>
        <translation>已归并</translation>
    </message>
    <message>
        <source>Not accepted</source>
        <translation>不受理</translation>
    </message>
    <message>
        <source>Own grid</source>
        <translation>网格自办</translation>
    </message>
    <message>
        <source>Consultation</source>
        <translation>会商中</translation>
    </message>
    <message>
        <source>To sign</source>
        <translation>待签收</translation>
    </message>
    <message>
        <source>Handling</source>
        <translation>处置中</translation>
    </message>
    <message>
        <source>Suspended</source>
        <translation>挂起</translation>
    </message>
    <message>
        <source>To verify</source>
        <translation>待核查</translation>
    </message>
    <message>
        <source>County</source>
        <translation>区县</translation>
    </message>
    <message>
        <source>Closed</source>
        <translation>已办结</translation>
    </message>
    <message>
        <source>Appraisal</source>
        <translation>评价</translation>
    </message>
    <message>
        <source>Archived</source>
        <translation>已归档</translation>
    </message>
    <message>
        <source>Phone</source>
        <translation>手机</translation>
    </message>
    <message>
        <source>Pane</source>
        <translation>画面</translation>
    </message>
    <message>
        <source>Other system</source>
        <translation>其他系统</translation>
    </message>
    <message>
        <source>Citizen</source>
        <translation>群众</translation>
    </message>
    <message>
        <source>Governance</source>
        <translation>综治工作</translation>
    </message>
    <message>
        <source>Market</source>
        <translation>市场监管</translation>
    </message>
    <message>
        <source>Enforcement</source>
        <translation>综合执法</translation>
    </message>
    <message>
        <source>Services</source>
        <translation>便民服务</translation>
    </message>
    <message>
        <source>Accept</source>
        <translation>受理</translation>
    </message>
    <message>
        <source>First dispatch</source>
        <translation>首次派遣</translation>
    </message>
    <message>
        <source>Member accepts</source>
        <translation>接单</translation>
    </message>
    <message>
        <source>Sign</source>
        <translation>签收</translation>
    </message>
    <message>
        <source>Arrive</source>
        <translation>到场</translation>
    </message>
    <message>
        <source>Department arrives</source>
        <translation>部门到场</translation>
    </message>
    <message>
        <source>Arrive from afar</source>
        <translation>跨格到场</translation>
    </message>
    <message>
        <source>First feedback</source>
        <translation>首次反馈</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>办结</translation>
    </message>
    <message>
        <source>Told to go</source>
        <translation>已派</translation>
    </message>
    <message>
        <source>Accepted</source>
        <translation>已接单</translation>
    </message>
    <message>
        <source>On the way</source>
        <translation>途中</translation>
    </message>
    <message>
        <source>On the spot</source>
        <translation>已到场</translation>
    </message>
    <message>
        <source>Help needed</source>
        <translation>求援</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>已完成</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>已返岗</translation>
    </message>
    <message>
        <source>Refused</source>
        <translation>已拒绝</translation>
    </message>
    <message>
        <source>Withdrawn</source>
        <translation>已撤回</translation>
    </message>
    <message>
        <source>Instructor</source>
        <translation>网格指导员</translation>
    </message>
    <message>
        <source>Full-time member</source>
        <translation>专职网格员</translation>
    </message>
    <message>
        <source>Informer</source>
        <translation>网格信息员</translation>
    </message>
    <message>
        <source>Part-time member</source>
        <translation>兼职网格员</translation>
    </message>
    <message>
        <source>Grid police</source>
        <translation>网格警长</translation>
    </message>
    <message>
        <source>Operator</source>
        <translation>值班员</translation>
    </message>
    <message>
        <source>Shift leader</source>
        <translation>值班长</translation>
    </message>
    <message>
        <source>Commander</source>
        <translation>指挥长</translation>
    </message>
    <message>
        <source>Platform lead</source>
        <translation>平台负责人</translation>
    </message>
    <message>
        <source>Department</source>
        <translation>部门</translation>
    </message>
    <message>
        <source>Town leader</source>
        <translation>镇领导</translation>
    </message>
    <message>
        <source>Assessor</source>
        <translation>考核员</translation>
    </message>
    <message>
        <source>Administrator</source>
        <translation>管理员</translation>
    </message>
    <message>
        <source>Auditor</source>
        <translation>审计员</translation>
    </message>
    <message>
        <source>Report</source>
        <translation>上报</translation>
    </message>
    <message>
        <source>Hand over to another seat</source>
        <translation>移交席位</translation>
    </message>
    <message>
        <source>Correct the kind</source>
        <translation>改类</translation>
    </message>
    <message>
        <source>Don&apos;t accept</source>
        <translation>不受理</translation>
    </message>
    <message>
        <source>Merge</source>
        <translation>归并</translation>
    </message>
    <message>
        <source>Let the grid handle it</source>
        <translation>网格自办</translation>
    </message>
    <message>
        <source>Hand up to triage</source>
        <translation>上交研判</translation>
    </message>
    <message>
        <source>Assign</source>
        <translation>交办</translation>
    </message>
    <message>
        <source>Send people</source>
        <translation>派遣</translation>
    </message>
    <message>
        <source>Propose a consultation</source>
        <translation>提请会商</translation>
    </message>
    <message>
        <source>Decline the consultation</source>
        <translation>不予会商</translation>
    </message>
    <message>
        <source>Open the consultation</source>
        <translation>启动会商</translation>
    </message>
    <message>
        <source>State a position</source>
        <translation>会商表态</translation>
    </message>
    <message>
        <source>Sign the decision</source>
        <translation>签署会商决定</translation>
    </message>
    <message>
        <source>Sign for it</source>
        <translation>签收</translation>
    </message>
    <message>
        <source>Return</source>
        <translation>退回</translation>
    </message>
    <message>
        <source>Arrived</source>
        <translation>到场</translation>
    </message>
    <message>
        <source>Progress</source>
        <translation>进展</translation>
    </message>
    <message>
        <source>Ask for help</source>
        <translation>求援</translation>
    </message>
    <message>
        <source>Hand on</source>
        <translation>转办</translation>
    </message>
    <message>
        <source>Ask for an extension</source>
        <translation>申请延期</translation>
    </message>
    <message>
        <source>Refuse the extension</source>
        <translation>不准延期</translation>
    </message>
    <message>
        <source>Grant the extension</source>
        <translation>准予延期</translation>
    </message>
    <message>
        <source>Resume</source>
        <translation>恢复处置</translation>
    </message>
    <message>
        <source>Feed back</source>
        <translation>反馈</translation>
    </message>
    <message>
        <source>Verify and close</source>
        <translation>核查通过</translation>
    </message>
    <message>
        <source>Back for rework</source>
        <translation>返工</translation>
    </message>
    <message>
        <source>Draft for the county</source>
        <translation>拟上报区县</translation>
    </message>
    <message>
        <source>Report to the county</source>
        <translation>上报区县</translation>
    </message>
    <message>
        <source>Reply of the county</source>
        <translation>区县回复</translation>
    </message>
    <message>
        <source>Force to close</source>
        <translation>强制结案</translation>
    </message>
    <message>
        <source>Reopen</source>
        <translation>重启</translation>
    </message>
    <message>
        <source>Closed with the main event</source>
        <translation>随主事件办结</translation>
    </message>
    <message>
        <source>Reopened with the main event</source>
        <translation>随主事件重启</translation>
    </message>
    <message>
        <source>Begin the appraisal</source>
        <translation>转入评价</translation>
    </message>
    <message>
        <source>Appraise</source>
        <translation>考核评价</translation>
    </message>
    <message>
        <source>Rate</source>
        <translation>满意度评价</translation>
    </message>
    <message>
        <source>Call back</source>
        <translation>回访</translation>
    </message>
    <message>
        <source>Appeal</source>
        <translation>申诉</translation>
    </message>
    <message>
        <source>Decide the appeal</source>
        <translation>申诉裁定</translation>
    </message>
    <message>
        <source>Archive</source>
        <translation>归档</translation>
    </message>
    <message>
        <source>Raise the grade</source>
        <translation>提级</translation>
    </message>
    <message>
        <source>Lower the grade</source>
        <translation>降级</translation>
    </message>
    <message>
        <source>Copy to departments</source>
        <translation>抄告</translation>
    </message>
    <message>
        <source>Propose supervision</source>
        <translation>建议督办</translation>
    </message>
    <message>
        <source>Supervise</source>
        <translation>督办</translation>
    </message>
    <message>
        <source>Mark as pressing</source>
        <translation>加急</translation>
    </message>
    <message>
        <source>Leader&apos;s note</source>
        <translation>领导批示</translation>
    </message>
    <message>
        <source>Not true</source>
        <translation>不属实</translation>
    </message>
    <message>
        <source>Nothing to go by</source>
        <translation>线索不足</translation>
    </message>
    <message>
        <source>Another territory</source>
        <translation>不属本辖区</translation>
    </message>
    <message>
        <source>A court, an arbitration or a petition deals with it</source>
        <translation>已由法院、仲裁或信访处理</translation>
    </message>
    <message>
        <source>Already settled</source>
        <translation>已经解决</translation>
    </message>
    <message>
        <source>A test</source>
        <translation>测试</translation>
    </message>
    <message>
        <source>A procedure set by law</source>
        <translation>法定程序</translation>
    </message>
    <message>
        <source>A party can&apos;t be reached</source>
        <translation>当事人无法联系</translation>
    </message>
    <message>
        <source>An expert&apos;s opinion</source>
        <translation>需专家意见</translation>
    </message>
    <message>
        <source>Works take longer</source>
        <translation>工程需要时间</translation>
    </message>
    <message>
        <source>Weather</source>
        <translation>天气原因</translation>
    </message>
    <message>
        <source>Another authority</source>
        <translation>其他机关办理</translation>
    </message>
    <message>
        <source>Agrees</source>
        <translation>同意</translation>
    </message>
    <message>
        <source>Objects</source>
        <translation>反对</translation>
    </message>
    <message>
        <source>Absent</source>
        <translation>缺席</translation>
    </message>
    <message>
        <source>Ordinary supervision</source>
        <translation>普通督办</translation>
    </message>
    <message>
        <source>Yellow card</source>
        <translation>黄牌</translation>
    </message>
    <message>
        <source>Red card</source>
        <translation>红牌</translation>
    </message>
    <message>
        <source>1 minute</source>
        <translation>1 分钟</translation>
    </message>
    <message>
        <source>{count} minutes</source>
        <translation>{count} 分钟</translation>
    </message>
    <message>
        <source>1 hour, day and night</source>
        <translation>1 小时（不分昼夜）</translation>
    </message>
    <message>
        <source>{count} hours, day and night</source>
        <translation>{count} 小时（不分昼夜）</translation>
    </message>
    <message>
        <source>1 working minute</source>
        <translation>1 分钟（工作时间）</translation>
    </message>
    <message>
        <source>{count} working minutes</source>
        <translation>{count} 分钟（工作时间）</translation>
    </message>
    <message>
        <source>1 working hour</source>
        <translation>1 个工作小时</translation>
    </message>
    <message>
        <source>{count} working hours</source>
        <translation>{count} 个工作小时</translation>
    </message>
    <message>
        <source>1 working day</source>
        <translation>1 个工作日</translation>
    </message>
    <message>
        <source>{count} working days</source>
        <translation>{count} 个工作日</translation>
    </message>
    <message>
        <source>1 day</source>
        <translation>1 天</translation>
    </message>
    <message>
        <source>{count} days</source>
        <translation>{count} 天</translation>
    </message>
    <message>
        <source>{days}d {hours}h</source>
        <translation>{days} 天 {hours} 时</translation>
    </message>
</context>
<context>
    <name>FaultNotice</name>
    <message>
        <source>Something went wrong</source>
        <translation>出了问题</translation>
    </message>
    <message>
        <source>A part of the console failed. The console goes on; what you did last may not have worked, so check it.</source>
        <translation>指挥台有一处出错，但仍在运行。刚才的操作可能未生效，请核对。</translation>
    </message>
    <message>
        <source>The log has the details: {folder}</source>
        <translation>详情见日志：{folder}</translation>
    </message>
</context>
<context>
    <name>FaultWords</name>
    <message>
        <source>You stopped waiting. What was sent may still take effect: the trail tells whether it did.</source>
        <translation>您已不再等待。已发出的操作仍可能生效，请以留痕为准。</translation>
    </message>
    <message>
        <source>The backend&apos;s disk is full: it can be read, nothing can be written. Tell the administrator; nothing that waits here is lost.</source>
        <translation>后台磁盘已满:可以查看,不能写入。请告诉管理员;本机待发内容不会丢失。</translation>
    </message>
    <message>
        <source>The backend doesn&apos;t answer. What is known stays in view, what you do waits here and is sent as soon as it is back.</source>
        <translation>后台没有应答。已知内容仍可查看;所做操作先存在本机,恢复后自动发送。</translation>
    </message>
    <message>
        <source>Too much waits for the backend already: this wasn&apos;t taken. Do it again when it is back.</source>
        <translation>等待后台的内容过多，此项未被接收。请在后台恢复后重做。</translation>
    </message>
    <message>
        <source>The backend answered something this version doesn&apos;t understand. Nothing was changed. Tell the administrator: console and backend may be of different versions.</source>
        <translation>后台的回答本版本看不懂,没有作任何更改。请告诉管理员:控制台与后台的版本可能不一致。</translation>
    </message>
    <message>
        <source>The backend doesn&apos;t answer, and this doesn&apos;t wait for it: do it again when it is back. What you typed stays.</source>
        <translation>后台没有应答，这一项不会留待以后发送：请在恢复后重新操作。已填写的内容仍保留。</translation>
    </message>
</context>
<context>
    <name>FileStrip</name>
    <message>
        <source>on its way, {share} %</source>
        <translation>上传中，{share} %</translation>
    </message>
    <message>
        <source>on the table</source>
        <translation>在桌面上</translation>
    </message>
    <message>
        <source>Put on the table</source>
        <translation>放到桌面</translation>
    </message>
    <message>
        <source>Save…</source>
        <translation>保存…</translation>
    </message>
    <message>
        <source>Take away</source>
        <translation>移除</translation>
    </message>
    <message>
        <source>Don&apos;t send</source>
        <translation>不再上传</translation>
    </message>
    <message>
        <source>Files and snapshots</source>
        <translation>文件与抓拍</translation>
    </message>
    <message>
        <source>Add a file…</source>
        <translation>添加文件…</translation>
    </message>
    <message>
        <source>Add a snapshot</source>
        <translation>添加抓拍</translation>
    </message>
</context>
<context>
    <name>Fonts</name>
    <message>
        <source>No font with Chinese characters was found, so names of cameras can&apos;t be read. On Debian: sudo apt-get install fonts-noto-cjk</source>
        <translation>未找到中文字体，摄像机名称无法显示。Debian 上请运行：sudo apt-get install fonts-noto-cjk</translation>
    </message>
</context>
<context>
    <name>Form</name>
    <message>
        <source>OK</source>
        <translation>确定</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
</context>
<context>
    <name>GridMapView</name>
    <message>
        <source>Map</source>
        <translation>地图</translation>
    </message>
</context>
<context>
    <name>HandOver</name>
    <message>
        <source>Handing the seat over</source>
        <translation>正在移交席位</translation>
    </message>
</context>
<context>
    <name>InboxController</name>
    <message>
        <source>Reading the inbox</source>
        <translation>正在读取收件箱</translation>
    </message>
</context>
<context>
    <name>InboxPage</name>
    <message>
        <source>{shown} of {total} events</source>
        <translation>显示 {shown} / 共 {total} 件</translation>
    </message>
    <message>
        <source>{count} not seen</source>
        <translation>{count} 件未看</translation>
    </message>
    <message>
        <source>■ flood: {events} events in {groups} groups</source>
        <translation>■ 来件高峰：{events} 件合为 {groups} 组</translation>
    </message>
    <message>
        <source>general ones in batches</source>
        <translation>一般事件成批提示</translation>
    </message>
    <message>
        <source>Group</source>
        <translation>分组</translation>
    </message>
    <message>
        <source>Group the flood</source>
        <translation>高峰分组显示</translation>
    </message>
    <message>
        <source>While many events arrive, those of one place and kind that nobody has accepted yet stand as one row. → opens it, ← closes it. Urgent ones always have their own.</source>
        <translation>事件集中到达时，同一地点、同一类别且尚未受理的事件合为一行。→ 展开，← 收起。紧急事件始终单独一行。</translation>
    </message>
    <message>
        <source>■ what this workplace knows</source>
        <translation>■ 本机已知内容</translation>
    </message>
    <message>
        <source>■ flood</source>
        <translation>■ 来件高峰</translation>
    </message>
    <message>
        <source>Reading the list…</source>
        <translation>正在读取列表…</translation>
    </message>
    <message>
        <source>No event has “{text}”. Esc clears the search.</source>
        <translation>没有包含“{text}”的事件。清空搜索可看全部。</translation>
    </message>
    <message>
        <source>Nothing here: no event for this list.</source>
        <translation>这个列表里没有事件。</translation>
    </message>
    <message>
        <source>Grade</source>
        <translation>等级</translation>
    </message>
    <message>
        <source>Event</source>
        <translation>事件</translation>
    </message>
    <message>
        <source>Left</source>
        <translation>剩余</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>Seat</source>
        <translation>席位</translation>
    </message>
    <message>
        <source>Source</source>
        <translation>来源</translation>
    </message>
    <message>
        <source>Grid</source>
        <translation>网格</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>类别</translation>
    </message>
    <message>
        <source>Lead</source>
        <translation>牵头部门</translation>
    </message>
    <message>
        <source>Platform</source>
        <translation>平台</translation>
    </message>
    <message>
        <source>Reported</source>
        <translation>上报时间</translation>
    </message>
    <message>
        <source>Number</source>
        <translation>编号</translation>
    </message>
    <message>
        <source>drill</source>
        <translation>演练</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>未办结</translation>
    </message>
    <message>
        <source>Mine</source>
        <translation>我的</translation>
    </message>
    <message>
        <source>Not accepted yet</source>
        <translation>待受理</translation>
    </message>
    <message>
        <source>Nearly due</source>
        <translation>快到期</translation>
    </message>
    <message>
        <source>Overdue</source>
        <translation>已超期</translation>
    </message>
    <message>
        <source>Returned</source>
        <translation>被退回</translation>
    </message>
    <message>
        <source>To verify</source>
        <translation>待核查</translation>
    </message>
    <message>
        <source>Drill</source>
        <translation>演练</translation>
    </message>
    <message>
        <source>Ended</source>
        <translation>已结束</translation>
    </message>
    <message>
        <source>Newest first</source>
        <translation>最新在前</translation>
    </message>
    <message>
        <source>Soonest due first</source>
        <translation>最早到期在前</translation>
    </message>
    <message>
        <source>Gravest first</source>
        <translation>最严重在前</translation>
    </message>
    <message>
        <source>Phone</source>
        <translation>手机</translation>
    </message>
    <message>
        <source>Pane</source>
        <translation>画面</translation>
    </message>
    <message>
        <source>River</source>
        <translation>河长</translation>
    </message>
    <message>
        <source>Food</source>
        <translation>食安</translation>
    </message>
    <message>
        <source>Safety</source>
        <translation>安监</translation>
    </message>
    <message>
        <source>Hotline</source>
        <translation>热线</translation>
    </message>
    <message>
        <source>Upper</source>
        <translation>上级</translation>
    </message>
    <message>
        <source>Citizen</source>
        <translation>群众</translation>
    </message>
    <message>
        <source>Reported with a grid member&apos;s phone</source>
        <translation>网格员手机上报</translation>
    </message>
    <message>
        <source>Seen in a camera&apos;s pane</source>
        <translation>席位从画面发现</translation>
    </message>
    <message>
        <source>By the river chiefs&apos; app 河长通</source>
        <translation>河长通</translation>
    </message>
    <message>
        <source>By the food safety app 食安通</source>
        <translation>食安通</translation>
    </message>
    <message>
        <source>By the work safety app 智慧安监</source>
        <translation>智慧安监</translation>
    </message>
    <message>
        <source>By the citizens&apos; hotline 12345</source>
        <translation>12345 热线</translation>
    </message>
    <message>
        <source>Handed down by the upper level</source>
        <translation>上级交办</translation>
    </message>
    <message>
        <source>Told by a citizen</source>
        <translation>群众反映</translation>
    </message>
    <message>
        <source>Limit: {at}</source>
        <translation>时限：{at}</translation>
    </message>
    <message>
        <source>Saved</source>
        <translation>已存</translation>
    </message>
    <message>
        <source>Save this filter…</source>
        <translation>保存当前筛选…</translation>
    </message>
    <message>
        <source>No filters saved yet</source>
        <translation>还没有保存的筛选</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>删除</translation>
    </message>
    <message>
        <source>All platforms</source>
        <translation>全部平台</translation>
    </message>
    <message>
        <source>All sources</source>
        <translation>全部来源</translation>
    </message>
    <message>
        <source>Search text, number  /</source>
        <translation>搜索内容、编号</translation>
    </message>
    <message>
        <source>Name of the filter</source>
        <translation>筛选名称</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>保存</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Search events</source>
        <translation>搜索事件</translation>
    </message>
    <message>
        <source>List</source>
        <translation>列表</translation>
    </message>
    <message>
        <source>Order</source>
        <translation>排序</translation>
    </message>
    <message>
        <source>Saved filters</source>
        <translation>已存筛选</translation>
    </message>
    <message>
        <source>Mute sounds</source>
        <translation>静音</translation>
    </message>
    <message>
        <source>Mute sounds for five minutes (Ctrl+M); urgent events are always heard</source>
        <translation>静音五分钟(Ctrl+M);紧急事件始终有声</translation>
    </message>
    <message>
        <source>How many events</source>
        <translation>事件数量</translation>
    </message>
</context>
<context>
    <name>InboxTable</name>
    <message>
        <source>Columns as at first</source>
        <translation>恢复默认列</translation>
    </message>
    <message>
        <source>Inbox</source>
        <translation>收件箱</translation>
    </message>
</context>
<context>
    <name>KeyDialog</name>
    <message>
        <source>Key of the wall {wall}</source>
        <translation>大屏“{wall}”的密钥</translation>
    </message>
    <message>
        <source>The key is shown this once. On the wall&apos;s PC, save it in a file that only its user can read, and have the program started with the command below. Whoever has the key sees the town&apos;s cameras.</source>
        <translation>密钥只显示这一次。请在大屏主机上把它存入仅该用户可读的文件，并用下面的命令启动程序。持有密钥者可查看本镇全部摄像机。</translation>
    </message>
    <message>
        <source>Key</source>
        <translation>密钥</translation>
    </message>
    <message>
        <source>Command</source>
        <translation>命令</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>复制</translation>
    </message>
</context>
<context>
    <name>KeysDialog</name>
    <message>
        <source>Keys</source>
        <translation>快捷键</translation>
    </message>
    <message>
        <source>Arrows</source>
        <translation>方向键</translation>
    </message>
    <message>
        <source>Select a pane</source>
        <translation>选择画面</translation>
    </message>
    <message>
        <source>Enter, double click</source>
        <translation>Enter、双击</translation>
    </message>
    <message>
        <source>Enlarge</source>
        <translation>放大</translation>
    </message>
    <message>
        <source>Back to all panes</source>
        <translation>返回全部画面</translation>
    </message>
    <message>
        <source>Ctrl+arrows, drag</source>
        <translation>Ctrl+方向键、拖动</translation>
    </message>
    <message>
        <source>Swap panes</source>
        <translation>交换画面</translation>
    </message>
    <message>
        <source>Wheel, + − 0</source>
        <translation>滚轮、+ − 0</translation>
    </message>
    <message>
        <source>Digital zoom</source>
        <translation>数字变焦</translation>
    </message>
    <message>
        <source>Shift+arrows, drag</source>
        <translation>Shift+方向键、拖动</translation>
    </message>
    <message>
        <source>Move in a zoomed picture</source>
        <translation>移动变焦画面</translation>
    </message>
    <message>
        <source>Snapshot</source>
        <translation>抓拍</translation>
    </message>
    <message>
        <source>Key mark</source>
        <translation>重点标记</translation>
    </message>
    <message>
        <source>Remove from the board</source>
        <translation>移出画面</translation>
    </message>
    <message>
        <source>Number of panes</source>
        <translation>画面数</translation>
    </message>
    <message>
        <source>Find a camera</source>
        <translation>查找摄像机</translation>
    </message>
    <message>
        <source>Fill free panes</source>
        <translation>填满空画面</translation>
    </message>
    <message>
        <source>Save the layout</source>
        <translation>保存布局</translation>
    </message>
    <message>
        <source>Begin or end the patrol</source>
        <translation>开始、结束轮巡</translation>
    </message>
    <message>
        <source>Hold the patrol, and go on</source>
        <translation>暂停、继续轮巡</translation>
    </message>
    <message>
        <source>Fill or fit the pictures</source>
        <translation>画面充满 / 适应</translation>
    </message>
    <message>
        <source>Information on panes</source>
        <translation>画面信息</translation>
    </message>
    <message>
        <source>Full screen</source>
        <translation>全屏</translation>
    </message>
    <message>
        <source>Inbox</source>
        <translation>收件箱</translation>
    </message>
    <message>
        <source>What waits to be sent</source>
        <translation>待发内容</translation>
    </message>
    <message>
        <source>Newest event</source>
        <translation>最新事件</translation>
    </message>
    <message>
        <source>Urgent event that waits</source>
        <translation>待受理的紧急事件</translation>
    </message>
    <message>
        <source>Accept, send and tell: one key</source>
        <translation>一键受理、派遣、交办</translation>
    </message>
    <message>
        <source>Take back who was sent</source>
        <translation>撤回刚派的人</translation>
    </message>
    <message>
        <source>Actions of the event</source>
        <translation>事件的操作按钮</translation>
    </message>
    <message>
        <source>Another kind</source>
        <translation>改为其他类别</translation>
    </message>
    <message>
        <source>Raise or lower the grade</source>
        <translation>提级、降级</translation>
    </message>
    <message>
        <source>Cameras near the event, and back</source>
        <translation>事件附近的摄像机,再按返回</translation>
    </message>
    <message>
        <source>Turn a pane&apos;s camera, and leave it</source>
        <translation>控制、松开画面的云台</translation>
    </message>
    <message>
        <source>Arrows, + −, [ ]</source>
        <translation>方向键、+ −、[ ]</translation>
    </message>
    <message>
        <source>Turn, zoom, focus (camera that turns)</source>
        <translation>云台转动、变倍、聚焦</translation>
    </message>
    <message>
        <source>Hold, click, Ctrl+drag</source>
        <translation>按住、单击、Ctrl+拖动</translation>
    </message>
    <message>
        <source>Steer, centre, zoom into a box</source>
        <translation>云台转动、居中、框选放大</translation>
    </message>
    <message>
        <source>Call a preset, go home (camera that turns)</source>
        <translation>调预置位、回守望位（云台）</translation>
    </message>
    <message>
        <source>Turn a camera to the event</source>
        <translation>高点云台转向事件</translation>
    </message>
    <message>
        <source>Report what a pane shows</source>
        <translation>上报画面中的事件</translation>
    </message>
    <message>
        <source>Show a pane&apos;s camera on the map</source>
        <translation>在地图上显示画面的摄像机</translation>
    </message>
    <message>
        <source>Take a pane&apos;s camera to the wall</source>
        <translation>窗格的摄像机上大屏</translation>
    </message>
    <message>
        <source>Video wall</source>
        <translation>大屏</translation>
    </message>
    <message>
        <source>Read the event anew</source>
        <translation>重新读取事件</translation>
    </message>
    <message>
        <source>Search events</source>
        <translation>搜索事件</translation>
    </message>
    <message>
        <source>Mute sounds for five minutes</source>
        <translation>静音五分钟</translation>
    </message>
    <message>
        <source>Put the event away</source>
        <translation>收起事件</translation>
    </message>
    <message>
        <source>Open or close a group in the inbox</source>
        <translation>展开、收起收件箱里的一组</translation>
    </message>
    <message>
        <source>Photo: turn, zoom, fit, next</source>
        <translation>照片：旋转、缩放、适合、下一张</translation>
    </message>
    <message>
        <source>Lock the screen</source>
        <translation>锁屏</translation>
    </message>
    <message>
        <source>Send a form</source>
        <translation>提交表单</translation>
    </message>
    <message>
        <source>Find a command</source>
        <translation>查找命令</translation>
    </message>
</context>
<context>
    <name>LinkWords</name>
    <message>
        <source>nobody signed in</source>
        <translation>未登录</translation>
    </message>
    <message>
        <source>reading…</source>
        <translation>正在读取…</translation>
    </message>
    <message>
        <source>live</source>
        <translation>在线</translation>
    </message>
    <message>
        <source>▲ away</source>
        <translation>▲ 离线</translation>
    </message>
    <message>
        <source>■ The backend doesn&apos;t answer. Everything here is as of {at} ({age} ago). What you do waits ({count}) and is sent as soon as it is back.</source>
        <translation>■ 后台没有应答。这里的内容截至 {at}（{age} 前）。您的操作已保存（{count} 项），恢复后自动发送。</translation>
    </message>
</context>
<context>
    <name>Live</name>
    <message>
        <source>Live: {count} streams</source>
        <translation>实时画面：{count} 路</translation>
    </message>
</context>
<context>
    <name>MainMenu</name>
    <message>
        <source>&amp;View</source>
        <translation>画面(&amp;V)</translation>
    </message>
    <message>
        <source>&amp;Layouts</source>
        <translation>布局(&amp;L)</translation>
    </message>
    <message>
        <source>&amp;Cameras</source>
        <translation>摄像机(&amp;C)</translation>
    </message>
    <message>
        <source>&amp;Video</source>
        <translation>视频(&amp;D)</translation>
    </message>
    <message>
        <source>&amp;Patrols</source>
        <translation>轮巡(&amp;T)</translation>
    </message>
    <message>
        <source>&amp;Wall</source>
        <translation>大屏(&amp;W)</translation>
    </message>
    <message>
        <source>&amp;Seat</source>
        <translation>席位(&amp;S)</translation>
    </message>
    <message>
        <source>Language / 语言</source>
        <translation>语言 / Language</translation>
    </message>
    <message>
        <source>&amp;Help</source>
        <translation>帮助(&amp;H)</translation>
    </message>
    <message>
        <source>Panes</source>
        <translation>画面数</translation>
    </message>
    <message>
        <source>Fill panes</source>
        <translation>画面充满</translation>
    </message>
    <message>
        <source>Information on panes</source>
        <translation>画面信息</translation>
    </message>
    <message>
        <source>Camera numbers</source>
        <translation>摄像机编号</translation>
    </message>
    <message>
        <source>Clear the board</source>
        <translation>清空画面</translation>
    </message>
    <message>
        <source>Full screen</source>
        <translation>全屏</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>退出</translation>
    </message>
    <message>
        <source>Save this layout…</source>
        <translation>保存当前布局…</translation>
    </message>
    <message>
        <source>No saved layouts yet</source>
        <translation>还没有保存的布局</translation>
    </message>
    <message>
        <source>Rename</source>
        <translation>重命名</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>删除</translation>
    </message>
    <message>
        <source>Find a camera</source>
        <translation>查找摄像机</translation>
    </message>
    <message>
        <source>Fill free panes</source>
        <translation>填满空画面</translation>
    </message>
    <message>
        <source>Import cameras…</source>
        <translation>导入摄像机…</translation>
    </message>
    <message>
        <source>Export cameras…</source>
        <translation>导出摄像机…</translation>
    </message>
    <message>
        <source>Open snapshot folder</source>
        <translation>打开抓拍文件夹</translation>
    </message>
    <message>
        <source>RTSP over {name}</source>
        <translation>RTSP 走 {name}</translation>
    </message>
    <message>
        <source>Skip the loop filter in small panes</source>
        <translation>小画面跳过环路滤波</translation>
    </message>
    <message>
        <source>Play a recording…</source>
        <translation>播放录像…</translation>
    </message>
    <message>
        <source>Keys</source>
        <translation>快捷键</translation>
    </message>
    <message>
        <source>Find a command</source>
        <translation>查找命令</translation>
    </message>
    <message>
        <source>About</source>
        <translation>关于</translation>
    </message>
</context>
<context>
    <name>MainWindow</name>
    <message>
        <source>Hardware decoding ({name})</source>
        <translation>硬件解码（{name}）</translation>
    </message>
    <message>
        <source>Hardware decoding (none found)</source>
        <translation>硬件解码（未发现）</translation>
    </message>
    <message>
        <source>Rename layout</source>
        <translation>重命名布局</translation>
    </message>
    <message>
        <source>Save layout</source>
        <translation>保存布局</translation>
    </message>
    <message>
        <source>Name of the layout</source>
        <translation>布局名称</translation>
    </message>
    <message>
        <source>The layout was not saved: a name of at most 40 characters is needed that no other layout has.</source>
        <translation>布局未保存：需要一个不超过 40 个字、且与其他布局不同的名称。</translation>
    </message>
    <message>
        <source>Fengqiao Console</source>
        <translation>枫桥指挥台</translation>
    </message>
    <message>
        <source>Cameras</source>
        <translation>摄像机</translation>
    </message>
    <message>
        <source>Notices</source>
        <translation>消息</translation>
    </message>
    <message>
        <source>Inbox</source>
        <translation>收件箱</translation>
    </message>
    <message>
        <source>Outbox</source>
        <translation>待发</translation>
    </message>
    <message>
        <source>Event at hand</source>
        <translation>当前事件</translation>
    </message>
    <message>
        <source>Map</source>
        <translation>地图</translation>
    </message>
    <message>
        <source>Camera control</source>
        <translation>云台</translation>
    </message>
    <message>
        <source>Video wall</source>
        <translation>大屏</translation>
    </message>
</context>
<context>
    <name>MapPage</name>
    <message>
        <source>Nothing on the map is called “{text}”.</source>
        <translation>地图上没有“{text}”。</translation>
    </message>
    <message>
        <source>{number} has no place on the map.</source>
        <translation>{number} 没有地图位置。</translation>
    </message>
    <message>
        <source>Click along the way; Esc ends.</source>
        <translation>沿路线点击,Esc 结束。</translation>
    </message>
    <message>
        <source>Click the middle, then the edge.</source>
        <translation>先点圆心,再点边缘。</translation>
    </message>
    <message>
        <source>Click the corners, double click the last one.</source>
        <translation>依次点击各角,最后一点双击。</translation>
    </message>
    <message>
        <source>Follows {name}; Esc lets go.</source>
        <translation>正在跟随 {name},Esc 取消。</translation>
    </message>
    <message>
        <source>  Way since {at}</source>
        <translation>  {at} 以来的轨迹</translation>
    </message>
    <message>
        <source>{metres} m</source>
        <translation>{metres} 米</translation>
    </message>
    <message>
        <source>Open {count} cameras</source>
        <translation>打开 {count} 路摄像机</translation>
    </message>
    <message>
        <source>Inside: {people} people, {cameras} cameras, {speakers} speakers</source>
        <translation>范围内:人员 {people},摄像机 {cameras},广播 {speakers}</translation>
    </message>
    <message>
        <source>Save the map</source>
        <translation>导出地图</translation>
    </message>
    <message>
        <source>The map was saved: {file}</source>
        <translation>地图已导出:{file}</translation>
    </message>
    <message>
        <source>The map could not be saved as {file}.</source>
        <translation>地图不能写入 {file}。</translation>
    </message>
    <message>
        <source>The map could not be printed.</source>
        <translation>地图无法打印。</translation>
    </message>
    <message>
        <source>Base map</source>
        <translation>底图</translation>
    </message>
    <message>
        <source>Grids</source>
        <translation>网格</translation>
    </message>
    <message>
        <source>People</source>
        <translation>人员</translation>
    </message>
    <message>
        <source>Events</source>
        <translation>事件</translation>
    </message>
    <message>
        <source>Cameras</source>
        <translation>摄像机</translation>
    </message>
    <message>
        <source>Speakers</source>
        <translation>广播</translation>
    </message>
    <message>
        <source>Places</source>
        <translation>地点</translation>
    </message>
    <message>
        <source>Heat of events</source>
        <translation>事件热力</translation>
    </message>
    <message>
        <source>Covered by cameras</source>
        <translation>摄像机覆盖</translation>
    </message>
    <message>
        <source>Layers</source>
        <translation>图层</translation>
    </message>
    <message>
        <source>Measure</source>
        <translation>测距</translation>
    </message>
    <message>
        <source>Circle</source>
        <translation>圆选</translation>
    </message>
    <message>
        <source>Polygon</source>
        <translation>多边形</translation>
    </message>
    <message>
        <source>Whole map</source>
        <translation>全图</translation>
    </message>
    <message>
        <source>Save…</source>
        <translation>导出…</translation>
    </message>
    <message>
        <source>Print…</source>
        <translation>打印…</translation>
    </message>
    <message>
        <source>Place, grid, camera, person</source>
        <translation>地点、网格、摄像机、人员</translation>
    </message>
    <message>
        <source>Search the map</source>
        <translation>搜索地图</translation>
    </message>
    <message>
        <source>What the map tells</source>
        <translation>地图提示</translation>
    </message>
</context>
<context>
    <name>MeasureEditor</name>
    <message>
        <source>Say first what is to be done.</source>
        <translation>请先写明要做什么。</translation>
    </message>
    <message>
        <source>{count} characters are too many; {most} fit.</source>
        <translation>共 {count} 字，超出上限 {most} 字。</translation>
    </message>
    <message>
        <source>Saving…</source>
        <translation>正在保存…</translation>
    </message>
    <message>
        <source>Save  Enter</source>
        <translation>保存  回车</translation>
    </message>
    <message>
        <source>What is to be done</source>
        <translation>要做什么</translation>
    </message>
    <message>
        <source>Department</source>
        <translation>部门</translation>
    </message>
    <message>
        <source>Department, may be left open</source>
        <translation>部门，可不填</translation>
    </message>
    <message>
        <source>Until</source>
        <translation>期限</translation>
    </message>
    <message>
        <source>Leave  Esc</source>
        <translation>不改了  Esc</translation>
    </message>
    <message>
        <source>Let it go</source>
        <translation>不要了</translation>
    </message>
    <message>
        <source>Take theirs</source>
        <translation>用对方的</translation>
    </message>
    <message>
        <source>Put mine</source>
        <translation>用我的</translation>
    </message>
</context>
<context>
    <name>MeasureRow</name>
    <message>
        <source>{name} changed it at {time} meanwhile: {theirs}</source>
        <translation>{name} 刚才（{time}）已改为：{theirs}</translation>
    </message>
    <message>
        <source>Somebody took this measure away meanwhile.</source>
        <translation>这条措施刚才已被他人删除。</translation>
    </message>
    <message>
        <source>until {day}</source>
        <translation>{day} 前</translation>
    </message>
    <message>
        <source>no date</source>
        <translation>未定期限</translation>
    </message>
    <message>
        <source>Change (Enter)</source>
        <translation>修改（回车）</translation>
    </message>
    <message>
        <source>Take away (Delete)</source>
        <translation>删除（Delete）</translation>
    </message>
    <message>
        <source>Only who made it, or the chair, can do this.</source>
        <translation>只有提出人或会商主持人可以这样做。</translation>
    </message>
</context>
<context>
    <name>MeasuresList</name>
    <message>
        <source>Add a measure</source>
        <translation>添加措施</translation>
    </message>
    <message>
        <source>Measures</source>
        <translation>措施</translation>
    </message>
</context>
<context>
    <name>NoticeForm</name>
    <message>
        <source>Show a notice</source>
        <translation>显示通知</translation>
    </message>
    <message>
        <source>Text</source>
        <translation>内容</translation>
    </message>
</context>
<context>
    <name>NoticeList</name>
    <message>
        <source>Notices</source>
        <translation>消息</translation>
    </message>
</context>
<context>
    <name>NoticeModel</name>
    <message>
        <source>Notice</source>
        <translation>提示</translation>
    </message>
    <message>
        <source>Warning</source>
        <translation>警告</translation>
    </message>
    <message>
        <source>Fault</source>
        <translation>故障</translation>
    </message>
    <message>
        <source>Urgent event</source>
        <translation>紧急事件</translation>
    </message>
</context>
<context>
    <name>OutboxPage</name>
    <message>
        <source>Refused: {what}; Shift+F6 shows why</source>
        <translation>被拒绝：{what}；按 Shift+F6 查看原因</translation>
    </message>
    <message>
        <source>waits</source>
        <translation>等待</translation>
    </message>
    <message>
        <source>■ too old: still wanted?</source>
        <translation>■ 已过时,还要发送吗?</translation>
    </message>
    <message>
        <source>▲ refused</source>
        <translation>▲ 被拒绝</translation>
    </message>
    <message>
        <source>the step before it wasn&apos;t taken</source>
        <translation>前一步未完成</translation>
    </message>
    <message>
        <source>Outbox</source>
        <translation>待发</translation>
    </message>
    <message>
        <source>What waits to be sent</source>
        <translation>待发内容</translation>
    </message>
    <message>
        <source>Nothing waits to be sent.</source>
        <translation>没有待发的内容。</translation>
    </message>
    <message>
        <source>Send after all</source>
        <translation>仍然发送</translation>
    </message>
    <message>
        <source>Enter</source>
        <translation>Enter</translation>
    </message>
    <message>
        <source>Give it up</source>
        <translation>放弃</translation>
    </message>
    <message>
        <source>Del</source>
        <translation>Del</translation>
    </message>
</context>
<context>
    <name>PaneBoard</name>
    <message>
        <source>Drag a camera here</source>
        <translation>拖入摄像机</translation>
    </message>
    <message>
        <source>{age} s</source>
        <translation>{age} 秒</translation>
    </message>
    <message>
        <source>Reduced</source>
        <translation>降帧</translation>
    </message>
    <message>
        <source>Key</source>
        <translation>重</translation>
    </message>
    <message>
        <source>Live panes</source>
        <translation>实时画面</translation>
    </message>
    <message>
        <source>No pane selected</source>
        <translation>未选中画面</translation>
    </message>
    <message>
        <source>Pane {number}: {title}</source>
        <translation>画面 {number}：{title}</translation>
    </message>
    <message>
        <source>empty</source>
        <translation>空</translation>
    </message>
    <message>
        <source>Empty</source>
        <translation>空</translation>
    </message>
    <message>
        <source>Connecting</source>
        <translation>连接中</translation>
    </message>
    <message>
        <source>Live</source>
        <translation>实时</translation>
    </message>
    <message>
        <source>Stale</source>
        <translation>停滞</translation>
    </message>
    <message>
        <source>Lost</source>
        <translation>中断</translation>
    </message>
</context>
<context>
    <name>PaneReport</name>
    <message>
        <source>Report from {camera}</source>
        <translation>从画面上报:{camera}</translation>
    </message>
</context>
<context>
    <name>PatrolEditor</name>
    <message>
        <source>Patrol</source>
        <translation>轮巡</translation>
    </message>
    <message>
        <source> s</source>
        <translation> 秒</translation>
    </message>
    <message>
        <source>In another order each round</source>
        <translation>每轮打乱顺序</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>保存</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>All cameras ({count})</source>
        <translation>全部摄像机（{count}）</translation>
    </message>
    <message>
        <source>Cameras of villages and grids</source>
        <translation>按村社、网格</translation>
    </message>
    <message>
        <source>Chosen cameras ({count})</source>
        <translation>所选摄像机（{count}）</translation>
    </message>
    <message>
        <source>Saved layouts, one after the other</source>
        <translation>保存的布局，依次调出</translation>
    </message>
    <message>
        <source>By itself, at these hours</source>
        <translation>按时段自动运行</translation>
    </message>
    <message>
        <source>Mo</source>
        <translation>一</translation>
    </message>
    <message>
        <source>Tu</source>
        <translation>二</translation>
    </message>
    <message>
        <source>We</source>
        <translation>三</translation>
    </message>
    <message>
        <source>Th</source>
        <translation>四</translation>
    </message>
    <message>
        <source>Fr</source>
        <translation>五</translation>
    </message>
    <message>
        <source>Sa</source>
        <translation>六</translation>
    </message>
    <message>
        <source>Su</source>
        <translation>日</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>Each stays</source>
        <translation>每路停留</translation>
    </message>
    <message>
        <source>Villages and grids</source>
        <translation>村社、网格</translation>
    </message>
    <message>
        <source>Saved layouts</source>
        <translation>保存的布局</translation>
    </message>
    <message>
        <source>From</source>
        <translation>从</translation>
    </message>
    <message>
        <source>To</source>
        <translation>到</translation>
    </message>
    <message>
        <source>A name of at most 40 characters is needed.</source>
        <translation>需要一个名称，最多 40 个字符。</translation>
    </message>
    <message>
        <source>Nothing is chosen: tick at least one village, grid or layout.</source>
        <translation>什么都没有选：请至少勾选一个村社、网格或布局。</translation>
    </message>
    <message>
        <source>The hours need a day, and an end that differs from the start.</source>
        <translation>时段至少要有一天，并且起止时间不能相同。</translation>
    </message>
    <message>
        <source>This plan makes no sense: look at it again.</source>
        <translation>这个方案不合理，请再看一遍。</translation>
    </message>
</context>
<context>
    <name>PatrolMenu</name>
    <message>
        <source>End the patrol</source>
        <translation>结束轮巡</translation>
    </message>
    <message>
        <source>Begin the patrol</source>
        <translation>开始轮巡</translation>
    </message>
    <message>
        <source>Go on</source>
        <translation>继续</translation>
    </message>
    <message>
        <source>Hold the patrol</source>
        <translation>暂停轮巡</translation>
    </message>
    <message>
        <source>New patrol…</source>
        <translation>新建轮巡…</translation>
    </message>
    <message>
        <source>Change</source>
        <translation>修改</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>删除</translation>
    </message>
    <message>
        <source>Patrol {name}: none of its cameras is there.</source>
        <translation>轮巡“{name}”：其中的摄像机都不在。</translation>
    </message>
    <message>
        <source>There are too many patrols; delete one first.</source>
        <translation>轮巡方案太多，请先删除一个。</translation>
    </message>
    <message>
        <source>Patrol {name}</source>
        <translation>轮巡 {name}</translation>
    </message>
    <message>
        <source>■ Patrol {name} held</source>
        <translation>■ 轮巡 {name} 已暂停</translation>
    </message>
    <message>
        <source>■ Patrol {name} goes on in {seconds} s</source>
        <translation>■ 轮巡 {name} {seconds} 秒后继续</translation>
    </message>
</context>
<context>
    <name>PeopleList</name>
    <message>
        <source>Let present</source>
        <translation>请其主讲</translation>
    </message>
    <message>
        <source>Mute</source>
        <translation>静音</translation>
    </message>
    <message>
        <source>Let speak again</source>
        <translation>取消静音</translation>
    </message>
    <message>
        <source>Parties and people</source>
        <translation>参会各方与人员</translation>
    </message>
    <message>
        <source>Agreed</source>
        <translation>同意</translation>
    </message>
    <message>
        <source>Objected</source>
        <translation>反对</translation>
    </message>
    <message>
        <source>No word yet</source>
        <translation>未表态</translation>
    </message>
    <message>
        <source>Present</source>
        <translation>在席</translation>
    </message>
    <message>
        <source>Away</source>
        <translation>离开</translation>
    </message>
    <message>
        <source>Left the table</source>
        <translation>已离席</translation>
    </message>
    <message>
        <source>Presents</source>
        <translation>主讲</translation>
    </message>
    <message>
        <source>Speaks</source>
        <translation>发言中</translation>
    </message>
    <message>
        <source>Muted</source>
        <translation>已静音</translation>
    </message>
</context>
<context>
    <name>PhotoStrip</name>
    <message>
        <source>Photos and videos</source>
        <translation>照片和视频</translation>
    </message>
</context>
<context>
    <name>PhotoViewer</name>
    <message>
        <source>+ − zoom   ·   drag moves   ·   R turns   ·   0 fits   ·   ← → next   ·   Esc</source>
        <translation>+ − 缩放   ·   拖动移动   ·   R 旋转   ·   0 适合窗口   ·   ← → 前后一张   ·   Esc 关闭</translation>
    </message>
    <message>
        <source>This photo can&apos;t be shown.</source>
        <translation>这张照片无法显示。</translation>
    </message>
</context>
<context>
    <name>PickList</name>
    <message>
        <source>Part of a name, Enter ticks it</source>
        <translation>输入名称的一部分，按 Enter 勾选</translation>
    </message>
</context>
<context>
    <name>PictureSurface</name>
    <message>
        <source>Picture</source>
        <translation>图片</translation>
    </message>
</context>
<context>
    <name>PlanPanel</name>
    <message>
        <source>Other kind…</source>
        <translation>其他类别…</translation>
    </message>
    <message>
        <source>▲ Grade…</source>
        <translation>▲ 提级…</translation>
    </message>
    <message>
        <source>▼ Grade…</source>
        <translation>▼ 降级…</translation>
    </message>
    <message>
        <source>The shift leader or the commander tells departments.</source>
        <translation>由值班长或指挥长交办。</translation>
    </message>
    <message>
        <source>Who has accepted the event tells departments.</source>
        <translation>由受理该事件的席位交办。</translation>
    </message>
    <message>
        <source>No department yet</source>
        <translation>暂不交办部门</translation>
    </message>
    <message>
        <source>named by who returned it</source>
        <translation>退回方建议</translation>
    </message>
    <message>
        <source>Accept</source>
        <translation>受理</translation>
    </message>
    <message>
        <source>send {count}</source>
        <translation>派 {count} 人</translation>
    </message>
    <message>
        <source>propose a consultation</source>
        <translation>提请会商</translation>
    </message>
    <message>
        <source>tell {lead}</source>
        <translation>交办{lead}</translation>
    </message>
    <message>
        <source>Understood as</source>
        <translation>研判结果</translation>
    </message>
    <message>
        <source>Told</source>
        <translation>交办</translation>
    </message>
    <message>
        <source>Who goes</source>
        <translation>派谁去</translation>
    </message>
    <message>
        <source>Lead department</source>
        <translation>牵头部门</translation>
    </message>
    <message>
        <source>Co-operating departments</source>
        <translation>配合部门</translation>
    </message>
    <message>
        <source>Reason: another department than the rules name</source>
        <translation>理由:与规则确定的部门不同</translation>
    </message>
    <message>
        <source>Reason for another department</source>
        <translation>改派理由</translation>
    </message>
</context>
<context>
    <name>Playback</name>
    <message>
        <source>Play a recording</source>
        <translation>播放录像</translation>
    </message>
    <message>
        <source>All files (*)</source>
        <translation>所有文件 (*)</translation>
    </message>
</context>
<context>
    <name>PlayerBar</name>
    <message>
        <source>Pause (Space)</source>
        <translation>暂停（空格）</translation>
    </message>
    <message>
        <source>Play (Space)</source>
        <translation>播放（空格）</translation>
    </message>
    <message>
        <source>Sound on (M)</source>
        <translation>打开声音（M）</translation>
    </message>
    <message>
        <source>Sound off (M)</source>
        <translation>静音（M）</translation>
    </message>
    <message>
        <source>Open a recording… (O)</source>
        <translation>打开录像…（O）</translation>
    </message>
    <message>
        <source>One frame back (,)</source>
        <translation>上一帧（,）</translation>
    </message>
    <message>
        <source>One frame on (.)</source>
        <translation>下一帧（.）</translation>
    </message>
    <message>
        <source>Full screen (F)</source>
        <translation>全屏（F）</translation>
    </message>
    <message>
        <source>Speed: {speed} ([ and ])</source>
        <translation>速度：{speed}（[ 和 ]）</translation>
    </message>
    <message>
        <source>Position</source>
        <translation>位置</translation>
    </message>
    <message>
        <source>Volume</source>
        <translation>音量</translation>
    </message>
    <message>
        <source>Time played</source>
        <translation>已播放</translation>
    </message>
    <message>
        <source>Duration</source>
        <translation>总时长</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>Volume (↑ and ↓)</source>
        <translation>音量（↑ 和 ↓）</translation>
    </message>
</context>
<context>
    <name>PlayerWindow</name>
    <message>
        <source>Play a recording</source>
        <translation>播放录像</translation>
    </message>
    <message>
        <source>Recordings ({suffixes})</source>
        <translation>录像 ({suffixes})</translation>
    </message>
    <message>
        <source>All files (*)</source>
        <translation>所有文件 (*)</translation>
    </message>
    <message>
        <source>Player</source>
        <translation>播放器</translation>
    </message>
    <message>
        <source>Picture of {name}</source>
        <translation>{name} 的画面</translation>
    </message>
    <message>
        <source>Drop a recording here, or press O.</source>
        <translation>把录像拖到这里，或按 O 打开。</translation>
    </message>
    <message>
        <source>Nothing to play yet</source>
        <translation>还没有要播放的内容</translation>
    </message>
    <message>
        <source>Connect again</source>
        <translation>重新连接</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>重试</translation>
    </message>
    <message>
        <source>Connecting…</source>
        <translation>连接中…</translation>
    </message>
    <message>
        <source>Opening…</source>
        <translation>正在打开…</translation>
    </message>
    <message>
        <source>No new picture for {seconds} s</source>
        <translation>已 {seconds} 秒没有新画面</translation>
    </message>
    <message>
        <source>Live</source>
        <translation>实时</translation>
    </message>
    <message>
        <source>Buffering…</source>
        <translation>缓冲中…</translation>
    </message>
    <message>
        <source>Paused</source>
        <translation>已暂停</translation>
    </message>
    <message>
        <source>End</source>
        <translation>播放完毕</translation>
    </message>
    <message>
        <source>Stopped</source>
        <translation>已停止</translation>
    </message>
</context>
<context>
    <name>PlayerWords</name>
    <message>
        <source>The camera ended the stream</source>
        <translation>摄像机结束了码流</translation>
    </message>
    <message>
        <source>The camera can&apos;t be played</source>
        <translation>摄像机无法播放</translation>
    </message>
    <message>
        <source>The recording can&apos;t be played</source>
        <translation>录像无法播放</translation>
    </message>
    <message>
        <source>There is no such file, or it isn&apos;t a file that can be read.</source>
        <translation>没有这个文件，或无法读取。</translation>
    </message>
    <message>
        <source>The camera has no such stream (404). Check its address.</source>
        <translation>摄像机没有这路码流（404），请核对地址。</translation>
    </message>
    <message>
        <source>The camera refuses the connection. Is it switched on?</source>
        <translation>摄像机拒绝连接，是否已通电？</translation>
    </message>
    <message>
        <source>Wrong user or password (401). Check the camera&apos;s login.</source>
        <translation>用户名或密码错误（401），请核对摄像机登录信息。</translation>
    </message>
    <message>
        <source>The camera doesn&apos;t answer. Check the network.</source>
        <translation>摄像机没有应答，请检查网络。</translation>
    </message>
    <message>
        <source>The stream has no video.</source>
        <translation>码流中没有视频。</translation>
    </message>
    <message>
        <source>The last picture stays. Nothing new comes from it.</source>
        <translation>停留在最后一帧，没有新的画面。</translation>
    </message>
    <message>
        <source>It isn&apos;t a video, or it is damaged, or its format is not known.</source>
        <translation>不是视频，或已损坏，或格式不支持。</translation>
    </message>
    <message>
        <source>The player hangs. Close this window and open it again.</source>
        <translation>播放器卡死，请关闭此窗口后重新打开。</translation>
    </message>
    <message>
        <source>libvlc doesn&apos;t start.</source>
        <translation>libvlc 无法启动。</translation>
    </message>
    <message>
        <source>The stream broke off. The network or the camera may be the cause.</source>
        <translation>码流中断，可能是网络或摄像机的原因。</translation>
    </message>
</context>
<context>
    <name>Ptz</name>
    <message>
        <source>The camera&apos;s control doesn&apos;t answer. The picture may go on; try again.</source>
        <translation>云台控制没有应答（画面可能正常），请再试。</translation>
    </message>
    <message>
        <source>The camera refuses user or password. They stand in the list of cameras.</source>
        <translation>摄像机拒绝用户名或密码，请在摄像机清单中核对。</translation>
    </message>
    <message>
        <source>This camera can&apos;t do that.</source>
        <translation>这台摄像机不支持此操作。</translation>
    </message>
    <message>
        <source>The camera&apos;s answer can&apos;t be understood. Whether it obeyed isn&apos;t known.</source>
        <translation>看不懂摄像机的应答，不知道命令是否执行。</translation>
    </message>
    <message>
        <source>The control of the camera failed and starts again; it stops.</source>
        <translation>云台控制程序出错，正在重新启动；云台会停下。</translation>
    </message>
    <message>
        <source>The camera says: {words}</source>
        <translation>摄像机答复：{words}</translation>
    </message>
    <message>
        <source>{camera} was taken over: it isn&apos;t yours any more.</source>
        <translation>{camera} 已被他人接管，您不能再控制。</translation>
    </message>
    <message>
        <source>{camera} was given back: nobody moved it for a minute.</source>
        <translation>{camera} 一分钟无人操作，已释放控制。</translation>
    </message>
    <message>
        <source>{camera} was stopped: this program was held up.</source>
        <translation>{camera} 已停止：本程序卡顿。</translation>
    </message>
    <message>
        <source>{camera} was stopped: one press moves for 20 seconds at most.</source>
        <translation>{camera} 已停止：一次按住最多转动 20 秒。</translation>
    </message>
    <message>
        <source>You steer. Others see it; after a minute of rest it is free.</source>
        <translation>由您控制，他人可见；一分钟不操作自动释放。</translation>
    </message>
    <message>
        <source>Asking for the camera…</source>
        <translation>正在申请控制……</translation>
    </message>
    <message>
        <source>{who} steers it.</source>
        <translation>{who} 正在控制。</translation>
    </message>
    <message>
        <source>You can&apos;t steer this camera now.</source>
        <translation>现在不能控制这台摄像机。</translation>
    </message>
    <message>
        <source>Choose a pane whose camera turns, and press P.</source>
        <translation>选中带云台的画面，按 P 键。</translation>
    </message>
    <message>
        <source>Nobody is signed in</source>
        <translation>无人登录</translation>
    </message>
    <message>
        <source>The backend doesn&apos;t answer</source>
        <translation>后台没有应答</translation>
    </message>
    <message>
        <source>{why}: presets as last known, to call, not to change.</source>
        <translation>{why}：显示最后一次获知的预置位，只能调用，不能更改。</translation>
    </message>
    <message>
        <source>{why}: the camera&apos;s own presets, to call, not to change.</source>
        <translation>{why}：显示摄像机自带的预置位，只能调用，不能更改。</translation>
    </message>
    <message>
        <source>{why}: the backend&apos;s presets aren&apos;t known here.</source>
        <translation>{why}：本机未获知后台保存的预置位。</translation>
    </message>
    <message>
        <source>near {place}</source>
        <translation>{place}附近</translation>
    </message>
    <message>
        <source>At least four places are needed.</source>
        <translation>至少需要四个点。</translation>
    </message>
    <message>
        <source>The places are too near each other: take some near, some far, all around.</source>
        <translation>各点离得太近：请远近都取，四周都有。</translation>
    </message>
    <message>
        <source>Place {number} doesn&apos;t fit the others: take it again.</source>
        <translation>第 {number} 点与其他点不符，请重取。</translation>
    </message>
    <message>
        <source>The places don&apos;t fit each other: check that each was at the cross.</source>
        <translation>各点互不相符：请检查取点时是否都在十字上。</translation>
    </message>
</context>
<context>
    <name>PtzCalibrating</name>
    <message>
        <source>off by {percent} % of the picture</source>
        <translation>偏差为画面宽度的 {percent} %</translation>
    </message>
    <message>
        <source>The lens is {metres} m above the ground; all places fit.</source>
        <translation>镜头离地 {metres} 米，各点吻合。</translation>
    </message>
    <message>
        <source>The lens is {metres} m above the ground. A place is off by more than 1 %: is it really the one on the map?</source>
        <translation>镜头离地 {metres} 米。有一点偏差超过 1 %：地图上点的是同一地点吗？</translation>
    </message>
    <message>
        <source>Calibrate the camera</source>
        <translation>云台标定</translation>
    </message>
    <message>
        <source>Bring a place exactly to the cross in the picture, zoomed in, then click the same place on the map. Four places or more: near and far, all around.</source>
        <translation>放大画面，把某个地点对准十字，再在地图上点同一地点。至少四个点：有近有远，四周都有。</translation>
    </message>
    <message>
        <source>Widest view</source>
        <translation>最大视角</translation>
    </message>
    <message>
        <source>Zoom</source>
        <translation>变倍</translation>
    </message>
    <message>
        <source>Remove the place</source>
        <translation>删除此点</translation>
    </message>
    <message>
        <source>Keep</source>
        <translation>保存</translation>
    </message>
</context>
<context>
    <name>PtzDesk</name>
    <message>
        <source>{camera} doesn&apos;t turn: it has no PTZ address.</source>
        <translation>{camera} 没有云台地址，不能转动。</translation>
    </message>
    <message>
        <source>There is no preset {number}.</source>
        <translation>没有 {number} 号预置位。</translation>
    </message>
    <message>
        <source>The camera can&apos;t look there.</source>
        <translation>云台看不到那里。</translation>
    </message>
    <message>
        <source>The camera</source>
        <translation>摄像机</translation>
    </message>
</context>
<context>
    <name>PtzPad</name>
    <message>
        <source>Turn the camera</source>
        <translation>转动云台</translation>
    </message>
    <message>
        <source>Hold to turn: the further from the middle, the faster</source>
        <translation>按住转动，离中心越远越快</translation>
    </message>
</context>
<context>
    <name>PtzPage</name>
    <message>
        <source>Preset {number}</source>
        <translation>预置位 {number}</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>Name of the tour of {count} presets</source>
        <translation>巡航名称（{count} 个预置位）</translation>
    </message>
    <message>
        <source>New tour</source>
        <translation>新建巡航</translation>
    </message>
    <message>
        <source>End the tour</source>
        <translation>结束巡航</translation>
    </message>
    <message>
        <source>Begin the tour</source>
        <translation>开始巡航</translation>
    </message>
    <message>
        <source>Take over</source>
        <translation>接管</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>停止</translation>
    </message>
    <message>
        <source>Home</source>
        <translation>守望位</translation>
    </message>
    <message>
        <source>Keep this view…</source>
        <translation>存为预置位…</translation>
    </message>
    <message>
        <source>Rename…</source>
        <translation>改名…</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>删除</translation>
    </message>
    <message>
        <source>New tour…</source>
        <translation>新建巡航…</translation>
    </message>
    <message>
        <source>Calibrate…</source>
        <translation>标定…</translation>
    </message>
    <message>
        <source>Preset is home</source>
        <translation>设为守望位</translation>
    </message>
    <message>
        <source>Closer</source>
        <translation>放大</translation>
    </message>
    <message>
        <source>Wider</source>
        <translation>缩小</translation>
    </message>
    <message>
        <source>Focus nearer</source>
        <translation>聚焦近</translation>
    </message>
    <message>
        <source>Focus further</source>
        <translation>聚焦远</translation>
    </message>
    <message>
        <source>No presets yet. Turn the camera, then keep the view; the keys 1 to 9 call it.</source>
        <translation>还没有预置位。转动云台后存为预置位，按 1～9 键调用。</translation>
    </message>
    <message>
        <source>Speed</source>
        <translation>速度</translation>
    </message>
    <message>
        <source>Stay</source>
        <translation>停留</translation>
    </message>
    <message>
        <source>Home when idle</source>
        <translation>空闲后回守望位</translation>
    </message>
    <message>
        <source> min</source>
        <translation> 分钟</translation>
    </message>
    <message>
        <source>never</source>
        <translation>不回</translation>
    </message>
    <message>
        <source>Minutes without a hand until it turns home</source>
        <translation>无人操作多少分钟后回守望位</translation>
    </message>
    <message>
        <source> s</source>
        <translation> 秒</translation>
    </message>
    <message>
        <source>Seconds at each preset of a new tour</source>
        <translation>新巡航在每个预置位停留的秒数</translation>
    </message>
    <message>
        <source>Presets</source>
        <translation>预置位</translation>
    </message>
    <message>
        <source>Tours</source>
        <translation>巡航</translation>
    </message>
</context>
<context>
    <name>RowList</name>
    <message>
        <source>On ▾</source>
        <translation>推进 ▾</translation>
    </message>
</context>
<context>
    <name>SceneForm</name>
    <message>
        <source>Keep as a scene</source>
        <translation>存为场景</translation>
    </message>
    <message>
        <source>Change the scene</source>
        <translation>修改场景</translation>
    </message>
    <message>
        <source>Comes by itself at these hours</source>
        <translation>在下列时段自动切换</translation>
    </message>
    <message>
        <source>Events: the gravest open one of the moment</source>
        <translation>事件：调用时最严重的未结事件</translation>
    </message>
    <message>
        <source>Name of the scene</source>
        <translation>场景名称</translation>
    </message>
    <message>
        <source>Days</source>
        <translation>星期</translation>
    </message>
    <message>
        <source>From</source>
        <translation>从</translation>
    </message>
    <message>
        <source>To</source>
        <translation>到</translation>
    </message>
    <message>
        <source>No event calls it</source>
        <translation>不由事件触发</translation>
    </message>
    <message>
        <source>{grade} and graver</source>
        <translation>{grade}及以上</translation>
    </message>
    <message>
        <source>An event calls it</source>
        <translation>事件触发</translation>
    </message>
    <message>
        <source>Mon</source>
        <translation>一</translation>
    </message>
    <message>
        <source>Tue</source>
        <translation>二</translation>
    </message>
    <message>
        <source>Wed</source>
        <translation>三</translation>
    </message>
    <message>
        <source>Thu</source>
        <translation>四</translation>
    </message>
    <message>
        <source>Fri</source>
        <translation>五</translation>
    </message>
    <message>
        <source>Sat</source>
        <translation>六</translation>
    </message>
    <message>
        <source>Sun</source>
        <translation>日</translation>
    </message>
</context>
<context>
    <name>SignInPanel</name>
    <message>
        <source>Locked: {name}</source>
        <translation>已锁屏:{name}</translation>
    </message>
    <message>
        <source>One moment…</source>
        <translation>请稍候…</translation>
    </message>
    <message>
        <source>Login and password are needed.</source>
        <translation>请输入账号和密码。</translation>
    </message>
    <message>
        <source>The two new passwords aren&apos;t the same.</source>
        <translation>两次输入的新密码不一致。</translation>
    </message>
    <message>
        <source>Sign in</source>
        <translation>登录</translation>
    </message>
    <message>
        <source>Unlock</source>
        <translation>解锁</translation>
    </message>
    <message>
        <source>Change the password</source>
        <translation>修改密码</translation>
    </message>
    <message>
        <source>Fengqiao Console</source>
        <translation>枫桥指挥台</translation>
    </message>
    <message>
        <source>Another person</source>
        <translation>换人登录</translation>
    </message>
    <message>
        <source>Cameras only</source>
        <translation>只看摄像机</translation>
    </message>
    <message>
        <source>Login</source>
        <translation>账号</translation>
    </message>
    <message>
        <source>Password</source>
        <translation>密码</translation>
    </message>
    <message>
        <source>New password</source>
        <translation>新密码</translation>
    </message>
    <message>
        <source>Once more</source>
        <translation>再输一次</translation>
    </message>
    <message>
        <source>Seat</source>
        <translation>席位</translation>
    </message>
    <message>
        <source>Shift</source>
        <translation>班次</translation>
    </message>
    <message>
        <source>Day shift</source>
        <translation>白班</translation>
    </message>
    <message>
        <source>Late shift</source>
        <translation>中班</translation>
    </message>
    <message>
        <source>Night shift</source>
        <translation>夜班</translation>
    </message>
    <message>
        <source>Seat {number}</source>
        <translation>{number} 号席</translation>
    </message>
</context>
<context>
    <name>StatusStrip</name>
    <message>
        <source>Cameras {live}/{total} live</source>
        <translation>实时画面 {live}/{total}</translation>
    </message>
    <message>
        <source>Decoders {up}/{total}</source>
        <translation>解码进程 {up}/{total}</translation>
    </message>
    <message>
        <source>none configured</source>
        <translation>未配置</translation>
    </message>
    <message>
        <source> · delay {seconds} s</source>
        <translation> · 延时 {seconds} 秒</translation>
    </message>
    <message>
        <source>Backend: {state}</source>
        <translation>后台：{state}</translation>
    </message>
    <message>
        <source>■ Outbox {count}</source>
        <translation>■ 待发 {count}</translation>
    </message>
    <message>
        <source> · {count} to decide</source>
        <translation> · {count} 项待定</translation>
    </message>
    <message>
        <source>▲ CPU {share}, frame rates reduced</source>
        <translation>▲ CPU {share}，已降帧</translation>
    </message>
    <message>
        <source>■ CPU {share}, high</source>
        <translation>■ CPU {share}，偏高</translation>
    </message>
    <message>
        <source>CPU {share}</source>
        <translation>CPU {share}</translation>
    </message>
    <message>
        <source>Status</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>Live cameras</source>
        <translation>实时画面数</translation>
    </message>
    <message>
        <source>Processor load</source>
        <translation>处理器负载</translation>
    </message>
    <message>
        <source>Decoder processes</source>
        <translation>解码进程</translation>
    </message>
    <message>
        <source>Backend state</source>
        <translation>后台状态</translation>
    </message>
    <message>
        <source>Outbox</source>
        <translation>待发</translation>
    </message>
    <message>
        <source>Patrol</source>
        <translation>轮巡</translation>
    </message>
    <message>
        <source>What is being waited for</source>
        <translation>正在等待的操作</translation>
    </message>
    <message>
        <source>Don&apos;t wait</source>
        <translation>不再等待</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>时间</translation>
    </message>
</context>
<context>
    <name>StreamWords</name>
    <message>
        <source>the camera refuses the connection</source>
        <translation>摄像机拒绝连接</translation>
    </message>
    <message>
        <source>wrong user or password (401)</source>
        <translation>用户名或密码错误（401）</translation>
    </message>
    <message>
        <source>no such stream on the camera (404)</source>
        <translation>摄像机上没有这路码流（404）</translation>
    </message>
    <message>
        <source>the camera can&apos;t be reached on the network</source>
        <translation>网络上找不到摄像机</translation>
    </message>
    <message>
        <source>the camera doesn&apos;t answer</source>
        <translation>摄像机没有应答</translation>
    </message>
    <message>
        <source>connected, but no data comes</source>
        <translation>已连接，但没有数据</translation>
    </message>
    <message>
        <source>the stream has no video</source>
        <translation>码流中没有视频</translation>
    </message>
    <message>
        <source>the video format is not supported</source>
        <translation>不支持的视频格式</translation>
    </message>
    <message>
        <source>what comes can&apos;t be decoded</source>
        <translation>收到的数据无法解码</translation>
    </message>
    <message>
        <source>the stream asks for too much memory</source>
        <translation>码流要求的内存过大</translation>
    </message>
    <message>
        <source>the camera sends elsewhere without end</source>
        <translation>摄像机不断转向别处</translation>
    </message>
    <message>
        <source>the camera ended the stream</source>
        <translation>摄像机中断了码流</translation>
    </message>
    <message>
        <source>a decoder failed and starts again</source>
        <translation>解码进程出错，正在重启</translation>
    </message>
    <message>
        <source>a decoder hung and starts again</source>
        <translation>解码进程卡死，正在重启</translation>
    </message>
    <message>
        <source>the stream&apos;s address can&apos;t be used</source>
        <translation>码流地址不可用</translation>
    </message>
    <message>
        <source>Live</source>
        <translation>实时</translation>
    </message>
    <message>
        <source>Connecting…</source>
        <translation>连接中…</translation>
    </message>
    <message>
        <source>Stale</source>
        <translation>停滞</translation>
    </message>
    <message>
        <source>Lost: {reason}</source>
        <translation>中断：{reason}</translation>
    </message>
    <message>
        <source>next try in {seconds} s</source>
        <translation>{seconds} 秒后重试</translation>
    </message>
    <message>
        <source>main</source>
        <translation>主码流</translation>
    </message>
    <message>
        <source>sub</source>
        <translation>子码流</translation>
    </message>
    <message>
        <source>{fps:.1f} fps · {kbits:.0f} kbit/s</source>
        <translation>{fps:.1f} 帧/秒 · {kbits:.0f} kbit/s</translation>
    </message>
    <message>
        <source>age {delay} · drops {drops} · reconnects {reconnects}</source>
        <translation>帧龄 {delay} · 丢损 {drops} · 重连 {reconnects}</translation>
    </message>
    <message>
        <source>loop filter skipped</source>
        <translation>跳过环路滤波</translation>
    </message>
    <message>
        <source>key frames only</source>
        <translation>仅关键帧</translation>
    </message>
    <message>
        <source>at most {fps:.0f} fps</source>
        <translation>最多 {fps:.0f} 帧/秒</translation>
    </message>
</context>
<context>
    <name>TableOpWords</name>
    <message>
        <source>Said at the table</source>
        <translation>会商发言</translation>
    </message>
    <message>
        <source>Measure</source>
        <translation>措施</translation>
    </message>
    <message>
        <source>Drawing</source>
        <translation>标绘</translation>
    </message>
    <message>
        <source>File on the table</source>
        <translation>会商文件</translation>
    </message>
    <message>
        <source>Live picture at the table</source>
        <translation>会商实时画面</translation>
    </message>
    <message>
        <source>What all look at</source>
        <translation>共同查看的内容</translation>
    </message>
    <message>
        <source>Something taken off the table</source>
        <translation>从会商中移除一项</translation>
    </message>
    <message>
        <source>Own last thing taken back</source>
        <translation>撤回自己的上一步</translation>
    </message>
    <message>
        <source>All drawings wiped away</source>
        <translation>清除全部标绘</translation>
    </message>
    <message>
        <source>Somebody else presents</source>
        <translation>更换主讲人</translation>
    </message>
    <message>
        <source>Who may be heard</source>
        <translation>设置静音</translation>
    </message>
    <message>
        <source>Sitting down at the table</source>
        <translation>加入会商</translation>
    </message>
    <message>
        <source>Leaving the table</source>
        <translation>离开会商</translation>
    </message>
</context>
<context>
    <name>UrgentStrip</name>
    <message>
        <source>Urgent events that wait</source>
        <translation>待受理的紧急事件</translation>
    </message>
    <message>
        <source>Open  F7</source>
        <translation>打开  F7</translation>
    </message>
</context>
<context>
    <name>WallClock</name>
    <message>
        <source>{year}-{month:02d}-{day:02d}</source>
        <translation>{year}年{month:02d}月{day:02d}日</translation>
    </message>
</context>
<context>
    <name>WallDesk</name>
    <message>
        <source>There is no wall with screens to take the camera to.</source>
        <translation>没有可用的大屏：摄像机无处可放。</translation>
    </message>
    <message>
        <source>{camera} is on the wall {wall}.</source>
        <translation>{camera} 已上大屏“{wall}”。</translation>
    </message>
    <message>
        <source>Show the wall</source>
        <translation>显示大屏面板</translation>
    </message>
    <message>
        <source>Scene {scene}</source>
        <translation>场景：{scene}</translation>
    </message>
</context>
<context>
    <name>WallEventBoard</name>
    <message>
        <source>Waiting for the backend</source>
        <translation>等待后台数据</translation>
    </message>
    <message>
        <source>No open events</source>
        <translation>没有未办结事件</translation>
    </message>
    <message>
        <source>Open events {count}</source>
        <translation>未办结事件 {count}</translation>
    </message>
</context>
<context>
    <name>WallEventSheet</name>
    <message>
        <source>Nothing is known of this event yet</source>
        <translation>暂无此事件的信息</translation>
    </message>
</context>
<context>
    <name>WallFigures</name>
    <message>
        <source>Open</source>
        <translation>未办结</translation>
    </message>
    <message>
        <source>Reported today</source>
        <translation>今日上报</translation>
    </message>
    <message>
        <source>Handled today</source>
        <translation>今日处置</translation>
    </message>
    <message>
        <source>Closed today</source>
        <translation>今日办结</translation>
    </message>
    <message>
        <source>Overdue</source>
        <translation>超期未结</translation>
    </message>
    <message>
        <source>On time</source>
        <translation>按期办结率</translation>
    </message>
    <message>
        <source>On duty</source>
        <translation>在岗人员</translation>
    </message>
    <message>
        <source>Cameras</source>
        <translation>摄像机</translation>
    </message>
    <message>
        <source>Cameras live</source>
        <translation>在线摄像机</translation>
    </message>
    <message>
        <source>Open by grade</source>
        <translation>未办结 · 按等级</translation>
    </message>
    <message>
        <source>Last 24 hours</source>
        <translation>近 24 小时</translation>
    </message>
    <message>
        <source>Reported</source>
        <translation>上报</translation>
    </message>
    <message>
        <source>Closed</source>
        <translation>办结</translation>
    </message>
</context>
<context>
    <name>WallForm</name>
    <message>
        <source>Make a wall</source>
        <translation>新建大屏</translation>
    </message>
    <message>
        <source>Change the wall</source>
        <translation>修改大屏</translation>
    </message>
    <message>
        <source> m</source>
        <translation> 米</translation>
    </message>
    <message>
        <source>Name of the wall</source>
        <translation>大屏名称</translation>
    </message>
    <message>
        <source>Read from how far</source>
        <translation>观看距离</translation>
    </message>
    <message>
        <source>Width of a screen&apos;s picture</source>
        <translation>单屏画面宽度</translation>
    </message>
    <message>
        <source>The smallest characters are {mm} mm high.</source>
        <translation>最小字高 {mm} 毫米。</translation>
    </message>
    <message>
        <source>There is a wall of this name already.</source>
        <translation>已有同名大屏。</translation>
    </message>
    <message>
        <source>A name can&apos;t have / \ : * ? &lt; &gt; | and can&apos;t begin or end with a dot.</source>
        <translation>名称不能含有 / \ : * ? &lt; &gt; |，也不能以点开头或结尾。</translation>
    </message>
</context>
<context>
    <name>WallGrades</name>
    <message>
        <source>General</source>
        <translation>一般</translation>
    </message>
    <message>
        <source>Larger</source>
        <translation>较大</translation>
    </message>
    <message>
        <source>Major</source>
        <translation>重大</translation>
    </message>
    <message>
        <source>Urgent</source>
        <translation>紧急</translation>
    </message>
</context>
<context>
    <name>WallManage</name>
    <message>
        <source>Make a wall…</source>
        <translation>新建大屏…</translation>
    </message>
    <message>
        <source>Change name and viewing distance…</source>
        <translation>修改名称和观看距离…</translation>
    </message>
    <message>
        <source>New key…</source>
        <translation>新密钥…</translation>
    </message>
    <message>
        <source>Take the key back…</source>
        <translation>收回密钥…</translation>
    </message>
    <message>
        <source>Remove the wall…</source>
        <translation>删除大屏…</translation>
    </message>
    <message>
        <source>The wall {wall} has a key. A new one ends it: the wall goes dark until its PC has the new key.</source>
        <translation>大屏“{wall}”已有密钥。换新密钥后旧密钥即失效：在主机换上新密钥之前，大屏将停止显示。</translation>
    </message>
    <message>
        <source>New key</source>
        <translation>新密钥</translation>
    </message>
    <message>
        <source>Make a new key</source>
        <translation>生成新密钥</translation>
    </message>
    <message>
        <source>The wall {wall} goes dark within seconds and forgets the town&apos;s cameras. To bring it back, its PC needs a new key.</source>
        <translation>大屏“{wall}”将在数秒内停止显示，并清除本镇摄像机信息。如需恢复，须为其主机换上新密钥。</translation>
    </message>
    <message>
        <source>Take the key back</source>
        <translation>收回密钥</translation>
    </message>
    <message>
        <source>The wall {wall} is removed with its key and its {count} scenes, and goes dark. It can&apos;t be brought back.</source>
        <translation>将删除大屏“{wall}”及其密钥和 {count} 个场景，大屏随即停止显示。删除后无法恢复。</translation>
    </message>
    <message>
        <source>Remove the wall</source>
        <translation>删除大屏</translation>
    </message>
    <message>
        <source>The scene {scene} is removed, with when it comes by itself. What the wall shows stays.</source>
        <translation>将删除场景“{scene}”及其自动调用设置。大屏当前显示内容不变。</translation>
    </message>
    <message>
        <source>Remove the scene</source>
        <translation>删除场景</translation>
    </message>
</context>
<context>
    <name>WallMenu</name>
    <message>
        <source>Cameras: {names}</source>
        <translation>摄像机：{names}</translation>
    </message>
    <message>
        <source>The board as it is</source>
        <translation>当前窗格布局</translation>
    </message>
    <message>
        <source>The map as it is</source>
        <translation>当前地图</translation>
    </message>
    <message>
        <source>Event at hand</source>
        <translation>当前事件</translation>
    </message>
    <message>
        <source>Event board</source>
        <translation>事件看板</translation>
    </message>
    <message>
        <source>Figures</source>
        <translation>数据总览</translation>
    </message>
    <message>
        <source>Clock</source>
        <translation>时钟</translation>
    </message>
    <message>
        <source>Notice…</source>
        <translation>通知…</translation>
    </message>
    <message>
        <source>Nothing	Del</source>
        <translation>清空	Del</translation>
    </message>
    <message>
        <source>The camera over all screens</source>
        <translation>摄像机铺满所有屏</translation>
    </message>
    <message>
        <source>No camera over all screens any more</source>
        <translation>取消铺满所有屏</translation>
    </message>
</context>
<context>
    <name>WallNotices</name>
    <message>
        <source>Notice</source>
        <translation>通知</translation>
    </message>
</context>
<context>
    <name>WallPage</name>
    <message>
        <source>Make a wall…</source>
        <translation>新建大屏…</translation>
    </message>
    <message>
        <source>The wall has told of no screen yet. On its PC, with its key: {command}</source>
        <translation>大屏尚未上报屏幕。请在大屏主机上用其密钥启动：{command}</translation>
    </message>
    <message>
        <source>Wall</source>
        <translation>大屏</translation>
    </message>
    <message>
        <source>How the wall is</source>
        <translation>大屏状态</translation>
    </message>
    <message>
        <source>Show…</source>
        <translation>显示…</translation>
    </message>
    <message>
        <source>What the chosen screen shall show</source>
        <translation>选中的屏显示什么</translation>
    </message>
    <message>
        <source>Walls and keys</source>
        <translation>大屏与密钥</translation>
    </message>
    <message>
        <source>Screens of the wall</source>
        <translation>大屏的各屏</translation>
    </message>
    <message>
        <source>Live pictures of the wall</source>
        <translation>大屏实时画面</translation>
    </message>
    <message>
        <source>No wall yet: a shift leader makes one here.</source>
        <translation>还没有大屏：由值班长在此新建。</translation>
    </message>
</context>
<context>
    <name>WallPanes</name>
    <message>
        <source>{age} s</source>
        <translation>{age} 秒</translation>
    </message>
    <message>
        <source>Reduced</source>
        <translation>降帧</translation>
    </message>
    <message>
        <source>Key</source>
        <translation>重点</translation>
    </message>
</context>
<context>
    <name>WallScenes</name>
    <message>
        <source>{grade} and graver</source>
        <translation>{grade}及以上</translation>
    </message>
    <message>
        <source>Scenes</source>
        <translation>场景</translation>
    </message>
    <message>
        <source>Call</source>
        <translation>调用</translation>
    </message>
    <message>
        <source>Keep as a scene…</source>
        <translation>存为场景…</translation>
    </message>
    <message>
        <source>Change…</source>
        <translation>修改…</translation>
    </message>
    <message>
        <source>Remove…</source>
        <translation>删除…</translation>
    </message>
    <message>
        <source>No scene yet. “Keep as a scene…” keeps what all screens show now.</source>
        <translation>还没有场景。“存为场景…”会保存各屏当前显示的内容。</translation>
    </message>
</context>
<context>
    <name>WallTold</name>
    <message>
        <source>Map</source>
        <translation>地图</translation>
    </message>
    <message>
        <source>Event board</source>
        <translation>事件看板</translation>
    </message>
    <message>
        <source>Figures</source>
        <translation>数据总览</translation>
    </message>
    <message>
        <source>Notice</source>
        <translation>通知</translation>
    </message>
    <message>
        <source>Clock</source>
        <translation>时钟</translation>
    </message>
    <message>
        <source>Event</source>
        <translation>事件</translation>
    </message>
    <message>
        <source>Consultation</source>
        <translation>会商</translation>
    </message>
    <message>
        <source>Nothing</source>
        <translation>空</translation>
    </message>
    <message>
        <source>Empty panes</source>
        <translation>空窗格</translation>
    </message>
    <message>
        <source>{camera} over all screens</source>
        <translation>{camera} 铺满所有屏</translation>
    </message>
    <message>
        <source>{name} · {fps} fps · {live}/{total} live</source>
        <translation>{name} · {fps} 帧/秒 · 在线 {live}/{total}</translation>
    </message>
    <message>
        <source>The backend doesn&apos;t answer: how the wall is isn&apos;t known.</source>
        <translation>后台无应答：大屏状态未知。</translation>
    </message>
    <message>
        <source>It has no key: its program can&apos;t sign in.</source>
        <translation>没有密钥：大屏程序无法登录。</translation>
    </message>
    <message>
        <source>Its program hasn&apos;t told of itself yet.</source>
        <translation>大屏程序尚未上报状态。</translation>
    </message>
    <message>
        <source>Asking how it is…</source>
        <translation>正在查询状态…</translation>
    </message>
    <message>
        <source>▲ Not heard of since {at}</source>
        <translation>▲ 自 {at} 起失去联系</translation>
    </message>
    <message>
        <source>● Online, told {age} s ago · CPU {cpu} % · {restarts} restarts</source>
        <translation>● 在线，{age} 秒前上报 · CPU {cpu} % · 重启 {restarts} 次</translation>
    </message>
    <message>
        <source>Alert: scene {scene}, called by an event</source>
        <translation>告警：事件触发场景“{scene}”</translation>
    </message>
    <message>
        <source>Scene {scene}</source>
        <translation>场景：{scene}</translation>
    </message>
    <message>
        <source>No scene: put together by hand</source>
        <translation>未用场景：手动编排</translation>
    </message>
</context>
<context>
    <name>WallWords</name>
    <message>
        <source>Consultation</source>
        <translation>会商</translation>
    </message>
    <message>
        <source>no word yet</source>
        <translation>尚未表态</translation>
    </message>
    <message>
        <source>Measures</source>
        <translation>措施</translation>
    </message>
    <message>
        <source>over by {time}</source>
        <translation>超期 {time}</translation>
    </message>
    <message>
        <source>{days} d {hours} h</source>
        <translation>{days} 天 {hours} 小时</translation>
    </message>
    <message>
        <source>{hours} h {minutes} min</source>
        <translation>{hours} 小时 {minutes} 分</translation>
    </message>
    <message>
        <source>less than 1 min</source>
        <translation>不足 1 分钟</translation>
    </message>
    <message>
        <source>{minutes} min</source>
        <translation>{minutes} 分</translation>
    </message>
    <message>
        <source>Drill</source>
        <translation>演练</translation>
    </message>
    <message>
        <source>Place</source>
        <translation>地点</translation>
    </message>
    <message>
        <source>Lead</source>
        <translation>牵头部门</translation>
    </message>
    <message>
        <source>Reported</source>
        <translation>上报时间</translation>
    </message>
    <message>
        <source>Due</source>
        <translation>到期时间</translation>
    </message>
    <message>
        <source>The key of this wall isn&apos;t valid any more: a shift leader makes a new one.</source>
        <translation>本大屏密钥已失效，请联系值班长重新生成。</translation>
    </message>
</context>
</TS>
